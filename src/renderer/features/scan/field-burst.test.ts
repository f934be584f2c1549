import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldBurst, type FieldRun, takeFieldKey } from './field-burst.ts';

type Press = { readonly key: string; readonly gapMs: number };

/** What scanners finished while these keys went into a field that held `value`; the field takes every character. */
function endsOf(presses: readonly Press[], value = ''): readonly FieldBurst[] {
  let run: FieldRun | null = null;
  let held = value;
  let atMs = 0;
  const ends: FieldBurst[] = [];
  for (const { key, gapMs } of presses) {
    atMs += gapMs;
    const step: ReturnType<typeof takeFieldKey> = takeFieldKey(run, { key, atMs, value: held });
    run = step.run;
    if (step.ended === null) held += key.length === 1 ? key : '';
    else {
      ends.push(step.ended);
      held = step.ended.valueBefore;
    }
  }
  return ends;
}

function typed(text: string, gapMs: number, firstGapMs = 1_000): readonly Press[] {
  return Array.from(text).map((key, index) => ({ key, gapMs: index === 0 ? firstGapMs : gapMs }));
}

const enter = (gapMs: number): Press => ({ key: 'Enter', gapMs });

describe('a scanner that goes off into a field of the lead’s', () => {
  it('is taken as a scan, and the field gets back what it held before', () => {
    expect(endsOf([...typed('Ada', 180), ...typed('TICKET-Ab12', 8), enter(8)])).toEqual([
      { kind: 'scan', code: 'TICKET-Ab12', valueBefore: 'Ada' },
    ]);
  });

  it('is known by its length too when it is slow', () => {
    expect(endsOf([...typed('TICKET-0123456789', 90), enter(90)])).toEqual([
      { kind: 'scan', code: 'TICKET-0123456789', valueBefore: '' },
    ]);
  });

  it('is no code when it comes into the middle of typing or stumbles, and still does not stay', () => {
    expect(endsOf([...typed('Ad', 150), ...typed('TICKET-Ab12', 8, 150), enter(8)])).toEqual([
      { kind: 'broken', valueBefore: 'Ad' },
    ]);
  });

  it('may hold Shift and AltGr', () => {
    const keys = ['Shift', 'T', 'I', 'Shift', 'C', 'AltGraph', '@', 'e', 't', 'Enter'];
    expect(endsOf(keys.map((key) => ({ key, gapMs: 10 })))).toEqual([
      { kind: 'scan', code: 'TIC@et', valueBefore: '' },
    ]);
  });

  it('is never a person who types at a person’s speed', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            key: fc.constantFrom('a', 'b', ' ', '1', 'Enter', 'Tab'),
            gapMs: fc.integer({ min: 101, max: 900 }),
          }),
        ),
        (presses) => {
          expect(endsOf(presses)).toEqual([]);
        },
      ),
    );
  });

  it('never leaves its characters in the field, whatever was typed before it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ key: fc.constantFrom('a', 'b', 'c'), gapMs: fc.integer({ min: 101, max: 900 }) }),
        ),
        fc.stringMatching(/^[A-Za-z0-9-]{6,40}$/u),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 101, max: 2_000 }),
        (before, code, gapMs, silenceMs) => {
          const ends = endsOf([...before, ...typed(code, gapMs, silenceMs), enter(gapMs)]);
          expect(ends).toHaveLength(1);
          expect(ends[0]?.valueBefore).toBe(before.map(({ key }) => key).join(''));
          if (ends[0]?.kind === 'scan') expect(ends[0].code).toBe(code);
        },
      ),
    );
  });
});

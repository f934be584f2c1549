import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attempt } from './fixtures/entries.ts';
import { openTestLog } from './fixtures/test-log.ts';
import { readLogs } from './read-logs.ts';

describe('a decision whose line was damaged', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-unreadable-'));
    const log = await openTestLog(folder);
    await log.append(attempt(1));
    await log.append(attempt(2));
    await log.append(attempt(3, { verdict: 'cancelled' }));
    await log.close();
    file = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Puts another byte at every place of the log's decisions, one at a time. */
  function* everyDamage(): Generator<Buffer> {
    const whole = readFileSync(file);
    for (let at = whole.indexOf('\n') + 1; at < whole.length - 1; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (whole[at] ?? 0) ^ 1;
      yield damaged;
    }
  }

  test('still says whom it let in, whichever byte it is that was damaged', async () => {
    const [whole] = await readLogs([folder]);
    const admitted = whole?.lines.filter(({ entry }) => entry.verdict === 'admitted') ?? [];
    expect(admitted).toHaveLength(2);
    let unreadable = 0;
    for (const damaged of everyDamage()) {
      writeFileSync(file, damaged);
      const [reading] = await readLogs([folder]);
      unreadable += reading?.unreadable.length ?? 0;
      const marks = new Set<unknown>([
        ...(reading?.lines ?? []).flatMap(({ entry }) =>
          entry.verdict === 'admitted' && entry.kind === 'attempt'
            ? [entry.code, entry.ticketPurchaseId]
            : [],
        ),
        ...(reading?.unreadable ?? []).flatMap((one) => [`sha256:${one.codeDigest}`, one.ticketPurchaseId]),
      ]);
      for (const { entry } of admitted) {
        const isKnown =
          marks.has(entry.ticketPurchaseId) || (entry.kind === 'attempt' && marks.has(entry.code));
        expect(isKnown, damaged.toString()).toBe(true);
      }
    }
    expect(unreadable).toBeGreaterThan(100);
  });

  test('is none where it can be read, and a refusal that can be told from the rest lets nobody in', async () => {
    expect(await readLogs([folder])).toMatchObject([{ unreadable: [] }]);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace('"verdict":"cancelled","basis":"rules"', '"verdict":"cancelled","basis":"rulez"'),
    );
    expect(await readLogs([folder])).toMatchObject([{ entries: 2, unreadable: [] }]);
  });
});

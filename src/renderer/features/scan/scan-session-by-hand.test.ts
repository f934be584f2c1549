import { describe, expect, it } from 'vitest';
import { TEST_CODE } from '#shared/gate-check.ts';
import { openTestSession } from './fixtures/test-session.ts';
import { NOTICE_MS } from './notices.ts';
import { MAX_QUEUED } from './scan-state.ts';

describe('a scan session, of what a person scans or types', () => {
  it('takes a scanner’s code like one from the camera, and a double report of it once', () => {
    const { submitted, session, timing } = openTestSession();
    session.takeCode('A', 'scanner');
    timing.pass(300);
    session.takeCode('A', 'scanner');
    expect(submitted).toHaveLength(1);
    expect(submitted[0]).toMatchObject({ code: 'A', source: 'scanner' });
  });

  it('takes a code that is scanned by hand although the camera has had its verdict and still sees it', async () => {
    const { submitted, answer, hold, session } = openTestSession();
    hold(100, 'A');
    await answer('admitted');
    hold(2_000, 'A');
    session.takeCode('A', 'scanner');
    expect(submitted.map(({ source }) => source)).toEqual(['camera', 'scanner']);
    expect(session.notice.get()).toBeNull();
  });

  it('says why a scanned or typed code is not taken: it waits, its verdict is on the screen, too many wait', async () => {
    const { submitted, answer, session, timing } = openTestSession();
    session.takeCode('A', 'typed');
    session.takeCode('A', 'typed');
    expect(session.notice.get()).toBe('one-moment');
    await answer('admitted');
    session.takeCode('A', 'scanner');
    expect(session.notice.get()).toBe('already-checked');
    timing.pass(NOTICE_MS);
    expect(session.notice.get()).toBeNull();
    for (let number = 0; number <= MAX_QUEUED; number += 1) session.takeCode(`B${number}`, 'scanner');
    expect(session.notice.get()).toBeNull();
    session.takeCode('C', 'scanner');
    expect(session.notice.get()).toBe('one-moment');
    expect(submitted).toHaveLength(2);
  });

  it('takes an undecided code that is scanned by hand again, and shows its answer once', async () => {
    const { submitted, answer, hold, session, timing } = openTestSession();
    session.takeCode('A', 'scanner');
    await answer('undecided');
    timing.pass(300);
    session.takeCode('A', 'scanner');
    expect(submitted).toHaveLength(1);
    timing.pass(1_000);
    session.takeCode('A', 'scanner');
    expect(submitted).toHaveLength(2);
    await answer('admitted');
    hold(8_000, 'A');
    expect(submitted).toHaveLength(2);
  });

  it('asks for a broken scan again, until a whole one comes', () => {
    const { session } = openTestSession();
    session.scanBroke();
    expect(session.notice.get()).toBe('scan-again');
    session.takeCode('A', 'scanner');
    expect(session.notice.get()).toBeNull();
  });

  it('knows the test code wherever it comes from, says so, and never asks the gate about it', async () => {
    const { submitted, session, answer, hold } = openTestSession();
    expect(session.testCode.get()).toBeNull();
    hold(1_000, TEST_CODE);
    expect(session.finder.get().coaching).toBe('test-code');
    expect(session.testCode.get()).toMatchObject({ readInMs: 0, widthPx: 0 });
    session.takeCode(TEST_CODE, 'scanner');
    expect(session.notice.get()).toBe('test-code-scanned');
    session.takeCode(TEST_CODE, 'typed');
    expect(submitted).toEqual([]);
    // A ticket beside it is judged as ever.
    hold(100, TEST_CODE, 'A');
    expect(submitted.map(({ code }) => code)).toEqual(['A']);
    await answer('admitted');
    hold(10_000, TEST_CODE);
    expect(submitted).toHaveLength(1);
  });
});

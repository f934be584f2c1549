import { expect } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/settings.ts';
import { describeFigures } from './figures.ts';
import type { Night } from './night.ts';
import type { OutageTrial } from './try-outage.ts';

/** The promise is five seconds; the test machine may be busy with other things. */
const ONLINE_WITHIN_MS = 10_000;

/** What holds in every outage, whether or not the gates noticed it: the account is clean, and no guest waited too long. */
export function expectCleanAccount({ figures, during, after, again }: OutageTrial): void {
  console.log(describeFigures(figures));
  expect(figures.account.findings).toEqual([]);
  for (const { answer } of during) {
    expect(answer.durationMs).toBeLessThan(DEFAULT_SETTINGS.attemptDeadlineMs);
  }
  expect(figures.backOnlineMs).toBeLessThan(ONLINE_WITHIN_MS);
  for (const { answer } of after) {
    expect(answer).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
  }
  for (const { answer } of again) {
    expect(answer).toMatchObject({ verdict: 'already-admitted', decidedBy: 'database' });
  }
}

/** What holds in an outage that takes the database away: every gate went on by itself, and no screen was amber. */
export function expectAGateToGoOn(night: Night, trial: OutageTrial): void {
  expectCleanAccount(trial);
  const onTheirOwn = new Set(
    trial.during.filter(({ answer }) => answer.decidedBy === 'emergency').map(({ gateId }) => gateId),
  );
  expect([...onTheirOwn].toSorted()).toEqual(night.gates.map(({ gateId }) => gateId).toSorted());
  expect(trial.during.filter(({ answer }) => answer.verdict === 'undecided')).toEqual([]);
}

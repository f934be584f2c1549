import { expect, test } from 'vitest';
import type { GateState } from '#shared/gate-state.ts';
import { keepingLog } from '../../../tools/practice/silent-log.ts';
import { createStateTeller } from './state-teller.ts';

test('everybody hears of a change, also when somebody throws at it', () => {
  const { log, entries } = keepingLog();
  let gateName = 'North';
  // Only what is compared matters here.
  const compute = (): GateState =>
    ({ gate: { id: 'G1', name: gateName }, connection: { state: 'online' } }) as unknown as GateState;
  const teller = createStateTeller(compute, log);
  const told: GateState[] = [];
  teller.onStateChanged(() => {
    throw new Error('a window that has gone');
  });
  teller.onStateChanged((state) => told.push(state));
  gateName = 'South';
  teller.tell();
  expect(told).toEqual([teller.state()]);
  expect(entries).toContainEqual(expect.objectContaining({ level: 'error', sentence: 'A listener failed' }));
});

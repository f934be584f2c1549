import { expect, it } from 'vitest';
import type { Alert } from '#shared/night.ts';
import { groupAlerts } from './alert-groups.ts';

const SINCE = '2026-12-18T18:00:00.000Z';

function alertOf(gate: number, change: Partial<Alert> = {}): Alert {
  const kind = change.kind ?? 'gate-on-its-own';
  return {
    key: `${kind}:G${gate}:${SINCE}`,
    kind,
    level: 'amber',
    words: `Gate G${gate} was on its own.`,
    advice: 'Nothing to do.',
    gateId: `G${gate}`,
    since: SINCE,
    endedAt: null,
    acknowledged: null,
    ...change,
  };
}

function shapeOf(alerts: readonly Alert[]): readonly string[] {
  return groupAlerts(alerts).map((entry) =>
    entry.type === 'one'
      ? (entry.alert.gateId ?? entry.alert.kind)
      : entry.alerts.map(({ gateId }) => gateId).join('+'),
  );
}

it('leaves three alike apart, and puts four together where the first of them stands', () => {
  const deadlocks = alertOf(0, { kind: 'deadlocks', gateId: null });
  const three = [alertOf(1), deadlocks, alertOf(2), alertOf(3)];
  expect(shapeOf(three)).toEqual(['G1', 'deadlocks', 'G2', 'G3']);
  expect(shapeOf([...three, alertOf(4)])).toEqual(['G1+G2+G3+G4', 'deadlocks']);
});

it('keeps apart what has ended, what somebody looks after, what is worse, and what is something else', () => {
  const others = [
    alertOf(5, { endedAt: SINCE }),
    alertOf(6, { acknowledged: { by: 'Mia', at: SINCE } }),
    alertOf(7, { level: 'red' }),
    alertOf(8, { kind: 'on-battery' }),
  ];
  expect(shapeOf([1, 2, 3, 4].map((gate) => alertOf(gate)).concat(others))).toEqual([
    'G1+G2+G3+G4',
    'G5',
    'G6',
    'G7',
    'G8',
  ]);
});

it('never puts together what is not of a gate', () => {
  const codes = [1, 2, 3, 4, 5].map((at) =>
    alertOf(at, { kind: 'one-code-many-gates', gateId: null, key: String(at) }),
  );
  expect(groupAlerts(codes).map(({ type }) => type)).toEqual(['one', 'one', 'one', 'one', 'one']);
});

import { expect, test } from 'vitest';
import { type GateState, NO_EMERGENCY } from '#shared/gate-state.ts';
import { setUpReadiness } from './readiness.ts';

const AWAY: GateState = {
  gate: { id: 'G7', name: 'North' },
  operator: '',
  concert: null,
  connection: { state: 'connecting' },
  counts: null,
  emergency: NO_EMERGENCY,
  isPractice: true,
};

function startGate() {
  const said: string[] = [];
  const listeners: ((state: GateState) => void)[] = [];
  let state = AWAY;
  const log = { info: () => {}, warn: () => {}, error: () => {}, named: () => log };
  const readiness = setUpReadiness({
    gate: { state: () => state, onStateChanged: (listener) => (listeners.push(listener), () => {}) },
    stdout: { write: (line: string) => said.push(line) > 0 },
    log,
  });
  const comeOnline = () => {
    state = { ...AWAY, connection: { state: 'online' } };
    for (const listener of listeners) listener(state);
  };
  return { said, readiness, comeOnline };
}

test('the gate is ready when its screen is up and its database has answered, in this order', () => {
  const { said, readiness, comeOnline } = startGate();
  readiness.screenIsUp();
  expect(said).toEqual([]);
  comeOnline();
  expect(said).toEqual(['Ready: gate G7 is scanning.\n']);
});

test('the gate is ready in the other order too, and says so once', () => {
  const { said, readiness, comeOnline } = startGate();
  comeOnline();
  expect(said).toEqual([]);
  readiness.screenIsUp();
  readiness.screenIsUp();
  comeOnline();
  expect(said).toHaveLength(1);
});

test('whoever waits for the screen hears of it each time', () => {
  const { readiness } = startGate();
  let times = 0;
  readiness.onScreenUp(() => (times += 1));
  readiness.screenIsUp();
  readiness.screenIsUp();
  expect(times).toBe(2);
});

import { expect, test } from 'vitest';
import { createComplaints, orAway } from './away.ts';

function listen() {
  const logged: string[] = [];
  const write = (sentence: string) => void logged.push(sentence);
  const log = { info: write, warn: write, error: write, named: () => log };
  return { logged, complaints: createComplaints(log) };
}

test('a call that fails again and again is noted once, and once more when it is answered', async () => {
  const { logged, complaints } = listen();
  let isThere = false;
  const call = orAway(
    'get-night',
    (input: number) => (isThere ? Promise.resolve(input) : Promise.reject(new Error('gone'))),
    complaints,
  );
  for (let times = 0; times < 3; times += 1) expect(await call(7)).toMatchObject({ outcome: 'away' });
  isThere = true;
  for (let times = 0; times < 3; times += 1) expect(await call(7)).toBe(7);
  expect(logged).toEqual(['The control room was not answered', 'The control room is answered again']);
});

test('nobody in the control room is told to scan again', async () => {
  const { complaints } = listen();
  for (const error of [
    new Error('anything'),
    Object.assign(new Error('deadlock'), { code: 'ER_LOCK_DEADLOCK', errno: 1_213 }),
  ]) {
    const reply = await orAway('check', () => Promise.reject(error), complaints)(undefined);
    expect(JSON.stringify(reply)).not.toMatch(/scan again|gate’s/u);
  }
});

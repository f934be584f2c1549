import { describe, expect, it } from 'vitest';
import type { IpcCallOutput } from '#shared/ipc/contract.ts';
import { createCheck } from './check.ts';

type Reply = IpcCallOutput<'control-room:check'>;

const LINES: Extract<Reply, { outcome: 'checked' }>['lines'] = [];
const AT = new Date('2026-12-18T18:00:00.000Z');

function sit() {
  const asked: PromiseWithResolvers<Reply>[] = [];
  const check = createCheck(
    () => {
      const question = Promise.withResolvers<Reply>();
      asked.push(question);
      return question.promise;
    },
    () => AT,
  );
  const reply = async (answer: Reply) => {
    asked.at(-1)?.resolve(answer);
    await asked.at(-1)?.promise;
  };
  return { check, asked, reply };
}

describe('the check of the control room', () => {
  it('is started once, however often its button is pressed, and again when it has ended', async () => {
    const { check, asked, reply } = sit();
    check.run();
    check.run();
    expect(asked).toHaveLength(1);
    expect(check.state.get().isRunning).toBe(true);
    await reply({ outcome: 'checked', lines: LINES });
    await expect.poll(() => check.state.get().isRunning).toBe(false);
    check.run();
    expect(asked).toHaveLength(2);
  });

  it('has its result and its time for whoever comes back, and keeps them when the next one fails', async () => {
    const { check, reply } = sit();
    check.run();
    await reply({ outcome: 'checked', lines: LINES });
    const kept = { checked: { lines: LINES, at: AT } };
    await expect.poll(check.state.get).toEqual({ ...kept, isRunning: false, problem: null });
    check.run();
    await reply({ outcome: 'away', problem: 'No network.', advice: 'Plug it in.' });
    await expect
      .poll(check.state.get)
      .toEqual({ ...kept, isRunning: false, problem: 'No network. Plug it in.' });
  });
});

import { expect, test } from 'vitest';
import { shareLook } from './shared-look.ts';

function startLooks() {
  let nowMs = 0;
  const looks: PromiseWithResolvers<string>[] = [];
  const look = shareLook(
    () => {
      const looking = Promise.withResolvers<string>();
      looks.push(looking);
      return looking.promise;
    },
    () => nowMs,
  );
  return { look, looks, pass: (ms: number) => void (nowMs += ms) };
}

test('whoever asks while a look is under way, or a moment after, is answered by it', async () => {
  const { look, looks, pass } = startLooks();
  const both = Promise.all([look(), look()]);
  pass(60_000);
  const late = look();
  looks[0]?.resolve('first');
  expect(await both).toEqual(['first', 'first']);
  expect(await late).toBe('first');
  pass(900);
  expect(await look()).toBe('first');
  expect(looks).toHaveLength(1);
  pass(200);
  void look();
  expect(looks).toHaveLength(2);
});

test('a look that failed is kept for nobody', async () => {
  const { look, looks } = startLooks();
  const failing = look();
  looks[0]?.reject(new Error('away'));
  await expect(failing).rejects.toThrow('away');
  const next = look();
  looks[1]?.resolve('back');
  expect(await next).toBe('back');
});

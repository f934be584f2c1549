import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../../fixtures/kiosk.ts';

// The lead's calls on the built program: the fonts and the PDF's maker must have come along.

test('takes the lists away with no database, and locks when the page is loaded anew', async ({
  kiosk,
}, testInfo) => {
  const stick = testInfo.outputPath('stick');
  await mkdir(stick, { recursive: true });
  const call = async (name: string, input?: unknown): Promise<unknown> =>
    (await kiosk.window()).evaluate(
      ([callName, callInput]) => {
        const bridge = Reflect.get(globalThis, 'admitOne') as {
          readonly call: (name: string, input: unknown) => Promise<unknown>;
        };
        return bridge.call(callName, callInput);
      },
      [name, input] as const,
    );
  const take = () => call('lead:export', { kinds: ['csv', 'pdf', 'raw'], folder: stick });

  expect(await take()).toEqual({ outcome: 'locked' });
  expect(await call('lead:choose-pin', { pin: '471147', currentPin: null })).toMatchObject({
    outcome: 'unlocked',
  });
  expect(await take()).toMatchObject({ outcome: 'exported' });
  const [place = ''] = await readdir(stick);
  const pdf = await readFile(path.join(stick, place, 'emergency-log.pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.subarray(-8).toString()).toContain('%%EOF');
  // The fonts were found: one of them is in it.
  expect(pdf.toString('latin1')).toMatch(/NotoSans/u);

  expect(await call('lead:get-lock')).toMatchObject({ isUnlocked: true });
  await (await kiosk.window()).reload();
  await expect
    .poll(() => call('lead:get-lock'))
    .toMatchObject({ isPinSet: true, isUnlocked: false, locksAt: null });
  expect(await take()).toEqual({ outcome: 'locked' });
  expect((await kiosk.logLines()).join('\n')).not.toContain('471147');
});

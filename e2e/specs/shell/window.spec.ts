import { expect, test } from '../../fixtures/kiosk.ts';

test('the kiosk shows its one document', async ({ kiosk }) => {
  const window = await kiosk.window();
  await expect(window).toHaveTitle('Admit One');
});

import type { BrowserContext } from 'playwright-core';

/**
 * Kills the renderer processes of our Chromium from outside: a page that hangs hears no command. They show one window, so
 * there is none among them to spare.
 */
export async function killRenderers(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const answer = await session?.send('SystemInfo.getProcessInfo');
  for (const { type, id } of answer?.processInfo ?? []) {
    if (type === 'renderer') process.kill(id, 'SIGKILL');
  }
  await session?.detach();
}

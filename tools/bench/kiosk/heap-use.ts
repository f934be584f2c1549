import type { CDPSession, Page } from '@playwright/test';

/** What the garbage collector left, in bytes. */
export type HeapUse = { readonly pageBytes: number; readonly workerBytes: number | null };

/** A look at the heaps of a page and of its worker. */
export type HeapLook = { readonly measure: () => Promise<HeapUse>; readonly close: () => Promise<void> };

/** Opens it; to be opened anew when the page was loaded anew. */
export async function openHeapLook(page: Page): Promise<HeapLook> {
  const session = await page.context().newCDPSession(page);
  const worker = await attachToWorker(session);
  return {
    measure: async () => {
      await session.send('HeapProfiler.collectGarbage');
      await worker?.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const ofWorker = await worker?.send('Runtime.getHeapUsage');
      return { pageBytes: usedSize, workerBytes: ofWorker === undefined ? null : usedBytes(ofWorker) };
    },
    close: () => session.detach(),
  };
}

type WorkerSession = { readonly send: (method: string) => Promise<unknown> };

/** Playwright has no sessions for workers, so the messages go through the page's, as the protocol's first version had it. */
async function attachToWorker(session: CDPSession): Promise<WorkerSession | null> {
  const answers = new Map<number, (result: unknown) => void>();
  const attached = Promise.withResolvers<string>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') attached.resolve(sessionId);
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { readonly id?: number; readonly result?: unknown };
    if (id !== undefined) answers.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await Promise.race([attached.promise, within(5_000)]);
  if (sessionId === null) return null;
  let lastId = 0;
  return {
    send: async (method) => {
      lastId += 1;
      const answer = Promise.withResolvers<unknown>();
      answers.set(lastId, answer.resolve);
      await session.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id: lastId, method }),
      });
      return answer.promise;
    },
  };
}

function usedBytes(answer: unknown): number | null {
  return typeof answer === 'object' && answer !== null && 'usedSize' in answer
    ? Number(answer.usedSize)
    : null;
}

function within(durationMs: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs, null).unref();
  });
}

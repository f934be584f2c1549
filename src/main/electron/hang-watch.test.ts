import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchForHang } from './hang-watch.ts';

/** A page whose answers the test decides. */
function watchPage(answer: () => Promise<unknown>) {
  const onHang = vi.fn<() => void>();
  const closing: (() => void)[] = [];
  const page = { isCrashed: false };
  watchForHang({
    window: {
      isDestroyed: () => false,
      on: (_name: string, listener: () => void) => void closing.push(listener),
      webContents: { isCrashed: () => page.isCrashed, executeJavaScript: answer },
    } as unknown as Parameters<typeof watchForHang>[0]['window'],
    onHang,
    askEveryMs: 100,
    answerWithinMs: 1_000,
  });
  return { onHang, page, close: () => closing.forEach((listener) => listener()) };
}

describe('the watch over a hung page', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('is silent while the page answers', async () => {
    const { onHang } = watchPage(() => Promise.resolve(true));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onHang).not.toHaveBeenCalled();
  });

  test('takes a refusal for an answer: the page went away between question and answer', async () => {
    const { onHang } = watchPage(() => Promise.reject(new Error('gone')));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onHang).not.toHaveBeenCalled();
  });

  test('speaks up when an answer stays out, and not before its time', async () => {
    const { onHang } = watchPage(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(1_099);
    expect(onHang).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onHang).toHaveBeenCalledOnce();
  });

  test('leaves a page that has crashed to the recovery', async () => {
    const { onHang, page } = watchPage(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(500);
    page.isCrashed = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onHang).not.toHaveBeenCalled();
  });

  test('ends with its window', () => {
    const { close } = watchPage(() => Promise.resolve(true));
    close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

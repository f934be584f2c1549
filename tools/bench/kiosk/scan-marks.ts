import type { Page } from '@playwright/test';

/** When one scan was at its stations, in milliseconds of the window's own time. */
export type ScanMarks = {
  readonly attemptId: string;
  /** The picture came from the camera. */
  readonly frameShown: number;
  readonly codeRead: number;
  readonly answered: number;
  readonly verdictPainted: number;
};

/** Takes the marks that the scan screen left so far off the window's timeline. */
export async function clearScanMarks(page: Page): Promise<void> {
  await page.evaluate(() => performance.clearMarks());
}

/** The scans that have been at all their stations since the marks were cleared. */
export async function readScanMarks(page: Page): Promise<ScanMarks[]> {
  const marks = await page.evaluate(() =>
    performance.getEntriesByType('mark').map((mark) => ({
      name: mark.name,
      atMs: mark.startTime,
      attemptId: String((mark as PerformanceMark).detail?.attemptId),
    })),
  );
  return [...Map.groupBy(marks, ({ attemptId }) => attemptId)].flatMap(([attemptId, own]) => {
    const at = (station: string) => own.find(({ name }) => name === station)?.atMs ?? Number.NaN;
    const scan = {
      attemptId,
      frameShown: at('frame-shown'),
      codeRead: at('code-read'),
      answered: at('answered'),
      verdictPainted: at('verdict-painted'),
    };
    return Object.values(scan).some(Number.isNaN) ? [] : [scan];
  });
}

/** How long one call to the main process and back takes that asks for nothing from the database, in milliseconds. */
export async function timeIpc(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { call } = Reflect.get(globalThis, 'admitOne') as {
      readonly call: (name: string, input: undefined) => Promise<unknown>;
    };
    const startedAt = performance.now();
    await call('settings:get-screen', undefined);
    return performance.now() - startedAt;
  });
}

import type { Page } from '@playwright/test';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { expect } from '../scan/scan-test.ts';

export * from '../scan/scan-test.ts';

export const PIN = '246810';

/** Presses digits as a finger does. */
export async function pressDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByTestId(`digit-${digit}`).click();
  await page.getByTestId('pin-enter').click();
}

/** Opens the lead's screen of a kiosk that has no PIN yet, by choosing one. */
export async function openLeadFirst(page: Page): Promise<void> {
  await page.keyboard.press('F9');
  await expect(page.getByTestId('lead-screen')).toHaveAttribute('data-phase', 'choosing');
  await pressDigits(page, PIN);
  await pressDigits(page, PIN);
  await expect(page.getByTestId('lead-tabs')).toBeVisible();
}

/** Shows one section of the lead's screen. */
export async function openSection(page: Page, section: string): Promise<void> {
  await page.getByTestId(`tab-${section}`).click();
  await expect(page.getByTestId(`section-${section}`)).toBeVisible();
}

/** Waits until this laptop's copy of the tickets is whole: before, the gate can't go on by itself. */
export async function waitForSnapshot(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const bridge = Reflect.get(globalThis, 'admitOne') as AdmitOneBridge;
          const { emergency } = await bridge.call('gate:get-state', undefined);
          return emergency.snapshot?.isComplete === true && emergency.copying === null;
        }),
      { message: 'a whole snapshot', timeout: 30_000 },
    )
    .toBe(true);
}

/** What screens and lists show of a code. */
export function shortCode(code: string): string {
  return code.slice(-6);
}

/** Rows of the database behind the kiosk. */
export async function rowsOf(
  url: string,
  sql: string,
  values: readonly (string | number)[] = [],
): Promise<readonly RowDataPacket[]> {
  const connection = await createConnection({ uri: url });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
    return rows;
  } finally {
    await connection.end();
  }
}

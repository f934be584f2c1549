import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { chromium, type Browser, type Page } from 'playwright-core';
import QRCode from 'qrcode';
import { build } from 'vite';
import { SECURITY_HEADERS } from '../../../src/main/electron/security-headers.ts';
import { requireChromium } from '../../stand-in/find-chromium.ts';
import type { DecoderPage, FrameToMake } from './page/page.ts';

/** The decoder in a real browser, built as the kiosk's own is and under its content security policy. */

declare global {
  // oxlint-disable-next-line no-var -- only var declares a property of globalThis
  var decoderPage: DecoderPage;
}

const TEXT = 'TKT-Zoë-2026';
const ORIGIN = 'https://decoder.invalid';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

test.describe.configure({ mode: 'serial' });

let folder = '';
let browser: Browser;

test.beforeAll(async () => {
  folder = path.resolve('test-output/decoder-page');
  await build({
    root: path.join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0 },
  });
  const executablePath = requireChromium((line) => process.stderr.write(`${line}\n`));
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

test.afterAll(() => browser.close());

/** Opens the page; `refuse` names an ending of files that are not to be had. */
async function open(refuse: string | null = null): Promise<Page> {
  const context = await browser.newContext();
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (refuse !== null && pathname.endsWith(refuse)) return route.fulfill({ status: 404 });
    const file = path.join(folder, pathname === '/' ? 'index.html' : pathname);
    return route.fulfill({
      body: await readFile(file),
      contentType: TYPES[path.extname(file)] ?? 'application/octet-stream',
      headers: SECURITY_HEADERS,
    });
  });
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => 'decoderPage' in globalThis);
  await page.evaluate(() => decoderPage.readers());
  return page;
}

/** A frame in one of the layouts that cameras deliver, with the code in its middle and `padding` pixels after each row. */
function frameIn(format: FrameToMake['format'], padding = 0): FrameToMake {
  const { modules } = QRCode.create(TEXT, { errorCorrectionLevel: 'M' });
  const [width, height, modulePx] = [320, 240, 6];
  const stride = width + padding;
  const [left, top] = [(width - modules.size * modulePx) / 2, (height - modules.size * modulePx) / 2];
  const isDark = (x: number, y: number): boolean => {
    const [column, row] = [Math.floor((x - left) / modulePx), Math.floor((y - top) / modulePx)];
    const isOutside = column < 0 || row < 0 || column >= modules.size || row >= modules.size;
    return !isOutside && modules.get(row, column) !== 0;
  };
  const pixelBytes = format === 'RGBA' || format === 'BGRX' ? 4 : 1;
  const chromaBytes = pixelBytes === 4 ? 0 : (stride * height) / 2;
  const bytes = Buffer.alloc(stride * height * pixelBytes + chromaBytes, 128);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const start = (y * stride + x) * pixelBytes;
      bytes.fill(isDark(x, y) ? 20 : 230, start, start + pixelBytes);
    }
  }
  return { format, width, height, stride, base64: bytes.toString('base64') };
}

test('reads frames in every layout that cameras deliver', async () => {
  const page = await open();
  expect(await page.evaluate(() => decoderPage.readers())).toEqual(['zxing-wasm', 'zxing-js']);
  for (const [format, padding] of [
    ['I420', 0],
    ['NV12', 0],
    ['I420', 32],
    ['RGBA', 0],
    ['BGRX', 0],
  ] as const) {
    const reading = await page.evaluate((frame) => decoderPage.read(frame), frameIn(format, padding));
    expect(
      reading?.codes.map((code) => code.text),
      `${format} with ${padding} bytes after each row`,
    ).toEqual([TEXT]);
    expect(reading?.brightness).toBeGreaterThan(100);
  }
  expect(await page.evaluate(() => decoderPage.troubles())).toEqual([]);
});

test('drops a frame that comes while another one is read', async () => {
  const page = await open();
  const wereRead = await page.evaluate((frame) => decoderPage.readBoth(frame), frameIn('I420'));
  expect(wereRead).toEqual([true, false]);
});

test('goes on with the JavaScript reader alone when the wasm is not to be had, and says so', async () => {
  const page = await open('.wasm');
  expect(await page.evaluate(() => decoderPage.readers())).toEqual(['zxing-js']);
  const reading = await page.evaluate((frame) => decoderPage.read(frame), frameIn('I420'));
  expect(reading?.codes.map((code) => code.text)).toEqual([TEXT]);
  expect((await page.evaluate(() => decoderPage.troubles())).join()).toContain('Reading without wasm');
});

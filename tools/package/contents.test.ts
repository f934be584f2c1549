import { describe, expect, test } from 'vitest';
import { judgeContents } from './contents.ts';

const COMPLETE = [
  'package.json',
  'out/main/main.js',
  'out/main/fonts/NotoSans_400Regular.ttf',
  'out/main/fonts/NotoSans_700Bold.ttf',
  'out/main/fonts/NotoSansArabic_400Regular.ttf',
  'out/main/fonts/NotoSansHebrew_400Regular.ttf',
  'out/main/fonts/NotoSansThai_400Regular.ttf',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'out/renderer/assets/index-a1.js',
  'out/renderer/assets/index-a1.css',
  'out/renderer/control-room.html',
  'out/renderer/assets/control-room-a1.js',
  'out/renderer/assets/control-room-a1.css',
  'out/renderer/assets/charts-a1.js',
  'out/renderer/assets/worker-a1.js',
  'out/renderer/assets/zxing_reader-a1.wasm',
  'out/renderer/assets/admitted-a1.wav',
  'out/renderer/assets/refused-a1.wav',
  'out/renderer/assets/undecided-a1.wav',
  'out/renderer/assets/inter-latin-a1.woff2',
  'drizzle/meta/_journal.json',
  'drizzle/0000_first.sql',
];

describe('the contents of a package', () => {
  test('are right when everything is there and nothing else', () => {
    expect(judgeContents(COMPLETE)).toEqual([]);
  });

  test.each(COMPLETE)('are wrong without %s', (missing) => {
    expect(judgeContents(COMPLETE.filter((path) => path !== missing))).toHaveLength(1);
  });

  test.each([
    'e2e/stand-in/electron.ts',
    'src/main/main.ts',
    'node_modules/playwright-core/index.js',
    'tools/start/start.ts',
    'out/.sources',
  ])('are wrong with %s', (stranger) => {
    expect(judgeContents([...COMPLETE, stranger])).toEqual([`${stranger} has no place in the package.`]);
  });
});

import { expect, test } from 'vitest';
import { fromShownUrl, isShownUrl, toShownUrl } from './origin.ts';

test('a URL of our scheme comes back as it went', () => {
  const url = 'admit-one://kiosk/assets/a%2fb.js?c=d#e';
  expect(isShownUrl(toShownUrl(url))).toBe(true);
  expect(fromShownUrl(toShownUrl(url))).toBe(url);
});

test('a stranger’s URL is not taken for ours', () => {
  for (const url of ['https://kiosk.admit-one.invalid.example.com/', 'https://example.com/', 'about:blank']) {
    expect(fromShownUrl(url)).toBe(url);
  }
  expect(() => toShownUrl('admit-one://other/')).toThrow('one origin only');
});

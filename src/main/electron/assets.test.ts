import path from 'node:path';
import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAsset } from './assets.ts';

const FOLDER = path.resolve('/srv/kiosk/out/renderer');

describe('a file of the interface', () => {
  test('is found by its path, whatever stands behind it', () => {
    expect(findAsset(FOLDER, 'admit-one://kiosk/assets/a%20b.js?x=1#y')).toEqual({
      ok: true,
      file: path.join(FOLDER, 'assets', 'a b.js'),
      contentType: 'text/javascript; charset=utf-8',
    });
  });

  test.each([
    ['https://kiosk/index.html', 'other-origin'],
    ['admit-one://elsewhere/index.html', 'other-origin'],
    ['admit-one://user@kiosk/index.html', 'other-origin'],
    ['not a url', 'other-origin'],
    ['admit-one://kiosk/..%2f..%2fpackage.json', 'outside'],
    ['admit-one://kiosk/assets/..%2f..%2f..%2fmain/main.js', 'outside'],
    ['admit-one://kiosk/..%5c..%5cpackage.json', 'malformed'],
    ['admit-one://kiosk/c:/windows/system.json', 'malformed'],
    ['admit-one://kiosk/%252e%252e%252fpackage.json', 'malformed'],
    ['admit-one://kiosk/%00.html', 'malformed'],
    ['admit-one://kiosk/%ff.html', 'malformed'],
    ['admit-one://kiosk/', 'unknown-type'],
    ['admit-one://kiosk/assets', 'unknown-type'],
    ['admit-one://kiosk/preload.cjs', 'unknown-type'],
  ])('is not found by %s', (url, reason) => {
    expect(findAsset(FOLDER, url)).toEqual({ ok: false, reason });
  });

  test('is never outside of its folder, whatever the path is made of', () => {
    const piece = constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '/',
      '%5c',
      '\\',
      '%252e',
      'a',
      '.js',
      '.html',
      '%00',
    );
    assert(
      property(array(piece, { maxLength: 12 }), (pieces) => {
        const asset = findAsset(FOLDER, `admit-one://kiosk/${pieces.join('')}`);
        if (asset.ok) expect(path.resolve(asset.file).startsWith(FOLDER + path.sep)).toBe(true);
      }),
    );
  });
});

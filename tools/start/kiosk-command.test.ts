import { expect, test } from 'vitest';
import { kioskCommand } from './kiosk-command.ts';

test('the stand-in runs the very same main process as Electron', () => {
  const { file, args } = kioskCommand({ electron: null, isHeadless: true, film: null });
  expect(file).toBe(process.execPath);
  expect(args.at(-1)).toMatch(/out[\\/]main[\\/]main\.js$/u);
});

test('a film becomes the camera on both', () => {
  const standIn = kioskCommand({ electron: null, isHeadless: true, film: '/tmp/film.mjpeg' });
  expect(standIn.environment).toMatchObject({ ADMIT_ONE_CAMERA_FILM: '/tmp/film.mjpeg' });
  const electron = kioskCommand({ electron: '/opt/electron', isHeadless: true, film: '/tmp/film.mjpeg' });
  expect(electron.file).toBe('/opt/electron');
  expect(electron.args).toContain('--use-file-for-fake-video-capture=/tmp/film.mjpeg');
});

test('a headless kiosk is hidden', () => {
  expect(kioskCommand({ electron: null, isHeadless: true, film: null }).environment).toMatchObject({
    ADMIT_ONE_WINDOW: 'hidden',
  });
});

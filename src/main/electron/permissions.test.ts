import { describe, expect, test } from 'vitest';
import { isPermitted } from './permissions.ts';

const CAMERA = {
  permission: 'media',
  url: 'admit-one://kiosk/index.html',
  isKiosk: true,
  isMainFrame: true,
  mediaTypes: ['video'],
};

describe('a permission', () => {
  test('is given for the camera of our own page', () => {
    expect(isPermitted(CAMERA)).toBe(true);
  });

  test.each([
    ['the microphone', { mediaTypes: ['audio'] }],
    ['camera and microphone together', { mediaTypes: ['video', 'audio'] }],
    ['media of no kind', { mediaTypes: [] }],
    ['media of an unknown kind', { mediaTypes: ['unknown'] }],
    ['the control room', { isKiosk: false, url: 'admit-one://kiosk/control-room.html' }],
    ['a frame inside our page', { isMainFrame: false }],
    ['another origin', { url: 'https://kiosk/' }],
    ['another host of our scheme', { url: 'admit-one://other/' }],
    ['no origin at all', { url: '' }],
    ['the place', { permission: 'geolocation', mediaTypes: [] }],
    ['screen capture', { permission: 'display-capture' }],
  ])('is refused for %s', (_what, change) => {
    expect(isPermitted({ ...CAMERA, ...change })).toBe(false);
  });
});

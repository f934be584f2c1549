import { describe, expect, test } from 'vitest';
import { isKeyAllowed, isQuitChord } from './keyboard.ts';

const PLAIN = { control: false, alt: false, meta: false, shift: false };

describe('a key', () => {
  test.each(['a', 'Z', '7', 'é', '-', ' ', 'Enter', 'Tab', 'Escape', 'Backspace', 'ArrowLeft', 'Shift'])(
    '%s reaches the page',
    (key) => {
      expect(isKeyAllowed({ ...PLAIN, key }, ['F8', 'F9'])).toBe(true);
    },
  );

  test.each(['F1', 'F5', 'F7', 'F11', 'F12', 'BrowserBack', 'LaunchMail', 'ContextMenu'])(
    '%s does not reach the page',
    (key) => {
      expect(isKeyAllowed({ ...PLAIN, key }, ['F8', 'F9'])).toBe(false);
    },
  );

  test('that the settings name for typing or for the lead reaches the page, and no other function key', () => {
    expect(isKeyAllowed({ ...PLAIN, key: 'F8' }, ['F8', 'F9'])).toBe(true);
    expect(isKeyAllowed({ ...PLAIN, key: 'F9' }, ['F8', 'F9'])).toBe(true);
    expect(isKeyAllowed({ ...PLAIN, key: 'F5' }, ['F5'])).toBe(true);
    expect(isKeyAllowed({ ...PLAIN, key: 'F8' }, ['F5'])).toBe(false);
  });

  test.each(['r', 'R', 'w', 'q', 'n', 't', 'p', '+', '-', '0', 'F4', 'Tab'])(
    'with Ctrl, Alt or Meta and %s does not reach the page',
    (key) => {
      for (const modifier of ['control', 'alt', 'meta'] as const) {
        expect(isKeyAllowed({ ...PLAIN, key, [modifier]: true }, ['F8', 'F9'])).toBe(false);
      }
    },
  );

  test('chord that edits a field reaches the page', () => {
    for (const key of ['a', 'c', 'v', 'x', 'z']) {
      expect(isKeyAllowed({ ...PLAIN, key, control: true }, ['F8', 'F9'])).toBe(true);
      expect(isKeyAllowed({ ...PLAIN, key, control: true, shift: true }, ['F8', 'F9'])).toBe(false);
    }
  });

  test('that AltGr makes reaches the page', () => {
    expect(isKeyAllowed({ ...PLAIN, key: '@', control: true, alt: true }, ['F8', 'F9'])).toBe(true);
  });
});

describe('the chord that quits', () => {
  test('is Ctrl+Shift+Q on any layout, and nothing less', () => {
    const chord = { ...PLAIN, key: 'Q', control: true, shift: true };
    expect(isQuitChord(chord)).toBe(true);
    expect(isQuitChord({ ...chord, shift: false })).toBe(false);
    expect(isQuitChord({ ...chord, control: false })).toBe(false);
    expect(isQuitChord({ ...chord, alt: true })).toBe(false);
    expect(isQuitChord({ ...chord, key: 'W' })).toBe(false);
  });
});

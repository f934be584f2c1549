import type { Font, FontCollection } from 'fontkit';
import { FONT_FILES, type Fonts, type OwnFont } from './fonts.ts';

/** One of the program's own, or one of the system's. */
export type FontName = OwnFont | `system-${number}`;

/** Fonts that can say which letters they have. */
export type OpenedFonts = {
  /** In the order in which they are asked for a letter whose script has no font of its own. */
  readonly names: readonly FontName[];
  readonly hasGlyph: (font: FontName, codePoint: number) => boolean;
  readonly files: ReadonlyMap<FontName, { readonly bytes: Buffer; readonly face: string | null }>;
};

const OWN_FONTS = Object.keys(FONT_FILES) as readonly OwnFont[];

/**
 * Opens the program's fonts and those that the system has. One of the system's that can't be opened is as good as not there.
 * @throws what opening an own one throws: the program is damaged.
 */
export async function openFonts(fonts: Fonts): Promise<OpenedFonts> {
  // Loaded when somebody prints: a gate must not wait for it at its start, nor depend on it.
  const { create } = await import('fontkit');
  const opened = new Map<FontName, Font>();
  const files = new Map<FontName, { readonly bytes: Buffer; readonly face: string | null }>();
  for (const name of OWN_FONTS) {
    const data = await fonts.own(name);
    opened.set(name, oneOf(create(data.bytes)));
    files.set(name, data);
  }
  for (const [index, data] of (await fonts.ofSystem()).entries()) {
    const name = `system-${index}` as const;
    try {
      opened.set(name, oneOf(create(data.bytes, data.face ?? undefined)));
      files.set(name, data);
    } catch {
      // An update of the system may call its faces otherwise; the letters count as missing then.
    }
  }
  return {
    // What is bold is our own words.
    names: [...opened.keys()].filter((name) => name !== 'bold'),
    hasGlyph: (name, codePoint) => opened.get(name)?.hasGlyphForCodePoint(codePoint) === true,
    files,
  };
}

function oneOf(font: Font | FontCollection): Font {
  if (!('hasGlyphForCodePoint' in font))
    throw new Error('The font is a collection, and the face is not in it.');
  return font;
}

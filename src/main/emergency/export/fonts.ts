import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The fonts that the program brings along, by the scripts that they cover. */
export const FONT_FILES = {
  text: 'NotoSans_400Regular.ttf',
  bold: 'NotoSans_700Bold.ttf',
  arabic: 'NotoSansArabic_400Regular.ttf',
  hebrew: 'NotoSansHebrew_400Regular.ttf',
  thai: 'NotoSansThai_400Regular.ttf',
} as const;
export type OwnFont = keyof typeof FONT_FILES;

/** A font as the PDF takes it; `face` names one of several in a file. */
type FontData = { readonly bytes: Buffer; readonly face: string | null };

/** Finds fonts. */
export type Fonts = {
  /** @throws the file system's error: a program without its own fonts is damaged. */
  readonly own: (name: OwnFont) => Promise<FontData>;
  /** What this laptop has for scripts that no own font covers: a font for Chinese is larger than all the rest of the program. */
  readonly ofSystem: () => Promise<readonly FontData[]>;
};

/** Fonts whose files lie where `find` says, and the system's own. */
export function createFonts(find: (file: string) => string): Fonts {
  return {
    own: async (name) => ({ bytes: await readFile(find(FONT_FILES[name])), face: null }),
    ofSystem: async () => {
      const found = await Promise.all(SYSTEM_FONTS.map(readFirst));
      return found.filter((data) => data !== null);
    },
  };
}

/** Fonts in one folder, as the packaged program has them. */
export function fontsInFolder(folder: string): Fonts {
  return createFonts((file) => path.join(folder, file));
}

type SystemFont = { readonly file: string; readonly face: string | null };

async function readFirst(candidates: readonly SystemFont[]): Promise<FontData | null> {
  for (const { file, face } of candidates) {
    const bytes = await readFile(file).catch(() => null);
    if (bytes !== null) return { bytes, face };
  }
  return null;
}

/**
 * Where Windows, macOS and Debian keep fonts that an own one does not replace: Chinese and Japanese, Korean, the scripts of
 * India. Of each the first that is there; whether it has a letter is asked of the font itself.
 */
const SYSTEM_FONTS: readonly (readonly SystemFont[])[] = [
  [
    { file: String.raw`C:\Windows\Fonts\msyh.ttc`, face: 'MicrosoftYaHei' },
    { file: String.raw`C:\Windows\Fonts\simsun.ttc`, face: 'SimSun' },
    { file: '/System/Library/Fonts/PingFang.ttc', face: 'PingFangSC-Regular' },
    { file: '/System/Library/Fonts/Hiragino Sans GB.ttc', face: 'HiraginoSansGB-W3' },
    { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', face: 'NotoSansCJKsc-Regular' },
    { file: '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', face: 'WenQuanYiMicroHei' },
    { file: '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc', face: 'WenQuanYiZenHei' },
    { file: '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf', face: null },
  ],
  [
    { file: String.raw`C:\Windows\Fonts\malgun.ttf`, face: null },
    { file: '/System/Library/Fonts/AppleSDGothicNeo.ttc', face: 'AppleSDGothicNeo-Regular' },
    { file: '/usr/share/fonts/truetype/nanum/NanumGothic.ttf', face: null },
    { file: '/usr/share/fonts/truetype/unfonts-core/UnDotum.ttf', face: null },
  ],
  [
    { file: String.raw`C:\Windows\Fonts\Nirmala.ttc`, face: 'NirmalaUI' },
    { file: String.raw`C:\Windows\Fonts\Nirmala.ttf`, face: null },
    { file: '/usr/share/fonts/truetype/freefont/FreeSans.ttf', face: null },
  ],
];

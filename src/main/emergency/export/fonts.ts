import { access, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The fonts that the program brings along, by the scripts that they cover. */
export const FONT_FILES = {
  text: 'NotoSans_400Regular.ttf',
  bold: 'NotoSans_700Bold.ttf',
  arabic: 'NotoSansArabic_400Regular.ttf',
  hebrew: 'NotoSansHebrew_400Regular.ttf',
  thai: 'NotoSansThai_400Regular.ttf',
} as const;
type OwnFont = keyof typeof FONT_FILES;
/** `east-asian` is the system's own: a font for it is larger than all the rest of the program. */
export type FontName = OwnFont | 'east-asian';

/** A font as the PDF takes it; `face` names one of several in a file. */
type FontData = { readonly bytes: Buffer; readonly face: string | null };

/** Finds fonts. */
export type Fonts = {
  /** @throws the file system's error: a program without its own fonts is damaged. */
  readonly own: (name: OwnFont) => Promise<FontData>;
  /** The first that this laptop has, or null. */
  readonly eastAsian: () => Promise<FontData | null>;
};

/** Fonts whose files lie where `find` says, and the system's own for Chinese, Japanese and Korean. */
export function createFonts(find: (file: string) => string): Fonts {
  return {
    own: async (name) => ({ bytes: await readFile(find(FONT_FILES[name])), face: null }),
    eastAsian: async () => {
      for (const { file, face } of EAST_ASIAN_FONTS) {
        const isThere = await access(file).then(
          () => true,
          () => false,
        );
        if (isThere) return { bytes: await readFile(file), face };
      }
      return null;
    },
  };
}

/** Fonts in one folder, as the packaged program has them. */
export function fontsInFolder(folder: string): Fonts {
  return createFonts((file) => path.join(folder, file));
}

/** Where Windows, macOS and Debian keep a font with Chinese characters. */
const EAST_ASIAN_FONTS: readonly { readonly file: string; readonly face: string | null }[] = [
  { file: String.raw`C:\Windows\Fonts\msyh.ttc`, face: 'MicrosoftYaHei' },
  { file: String.raw`C:\Windows\Fonts\simsun.ttc`, face: 'SimSun' },
  { file: '/System/Library/Fonts/PingFang.ttc', face: 'PingFangSC-Regular' },
  { file: '/System/Library/Fonts/Hiragino Sans GB.ttc', face: 'HiraginoSansGB-W3' },
  { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', face: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', face: 'WenQuanYiMicroHei' },
  { file: '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc', face: 'WenQuanYiZenHei' },
  { file: '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf', face: null },
];

import { createRequire } from 'node:module';
import { createFonts, FONT_FILES, type Fonts } from './fonts.ts';

const require = createRequire(import.meta.url);

/** Where the fonts lie in the sources' own packages: for the build, which copies them, and for the command line. */
export function fontPackageFiles(): readonly string[] {
  return [
    require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
    require.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
    require.resolve('@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf'),
    require.resolve('@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf'),
  ];
}

/**
 * The fonts of the packages.
 * @throws when a font is named in `FONT_FILES` and its package is not there.
 */
export function fontsOfPackages(): Fonts {
  const files = fontPackageFiles();
  const find = (name: string) => {
    const file = files.find((candidate) => candidate.endsWith(name));
    if (file === undefined) throw new Error(`No package has the font ${name}.`);
    return file;
  };
  for (const name of Object.values(FONT_FILES)) find(name);
  return createFonts(find);
}

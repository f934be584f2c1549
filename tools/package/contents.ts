import { FONT_FILES } from '../../src/main/emergency/export/fonts.ts';

/** What every package must hold, by the shape of its path: names of bundles carry a hash. */
const NEEDED: readonly RegExp[] = [
  /^package\.json$/u,
  /^out\/main\/main\.js$/u,
  ...Object.values(FONT_FILES).map(
    (file) => new RegExp(`^out/main/fonts/${file.replaceAll('.', String.raw`\.`)}$`, 'u'),
  ),
  /^out\/preload\/preload\.cjs$/u,
  /^out\/renderer\/index\.html$/u,
  /^out\/renderer\/assets\/index-[\w-]+\.js$/u,
  /^out\/renderer\/assets\/index-[\w-]+\.css$/u,
  /^out\/renderer\/control-room\.html$/u,
  /^out\/renderer\/assets\/control-room-[\w-]+\.js$/u,
  /^out\/renderer\/assets\/control-room-[\w-]+\.css$/u,
  /^out\/renderer\/assets\/charts-[\w-]+\.js$/u,
  /^out\/renderer\/assets\/worker-[\w-]+\.js$/u,
  /^out\/renderer\/assets\/zxing_reader-[\w-]+\.wasm$/u,
  /^out\/renderer\/assets\/admitted-[\w-]+\.wav$/u,
  /^out\/renderer\/assets\/refused-[\w-]+\.wav$/u,
  /^out\/renderer\/assets\/undecided-[\w-]+\.wav$/u,
  /^out\/renderer\/assets\/inter-latin-[\w-]+\.woff2$/u,
  /^drizzle\/meta\/_journal\.json$/u,
  /^drizzle\/\d{4}_\w+\.sql$/u,
];

/** The only places a package has: sources, tests, tools and packages are none of them. */
const ALLOWED = /^(package\.json$|out\/(main|preload|renderer)\/|drizzle\/)/u;

/** What is wrong with a package's list of paths, a sentence each; empty when nothing is. */
export function judgeContents(paths: readonly string[]): readonly string[] {
  return [
    ...NEEDED.filter((needed) => !paths.some((path) => needed.test(path))).map(
      (needed) => `Nothing in the package is like ${needed.source}.`,
    ),
    ...paths.filter((path) => !ALLOWED.test(path)).map((path) => `${path} has no place in the package.`),
  ];
}

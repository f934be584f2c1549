import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { extractAsar, readAsar } from './package/asar.ts';
import { judgeContents } from './package/contents.ts';
import { packDirectory } from './package/pack.ts';
import { runsOnItsOwn } from './package/runs-on-its-own.ts';
import { readFuses, writeStubElectron } from './package/stub-electron.ts';
import { ensureBuilt } from './start/build.ts';
import { ROOT } from './start/root.ts';
import { step } from './start/steps.ts';

// Packs the program with a stand-in for Electron's files, looks into the package, and runs what is in it, with nothing of
// the project around it.

/** `@electron/fuses`' order: run as Node, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar only, snapshot, file:. */
const FUSES = '01001110';

const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-package-'));
try {
  const problems = await check();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log('The package holds what it needs and nothing else, and runs on its own.');
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function check(): Promise<readonly string[]> {
  await step('Checking the build', () => ensureBuilt());
  const { version } = JSON.parse(
    await readFile(path.join(ROOT, 'node_modules/electron/package.json'), 'utf8'),
  ) as { readonly version: string };
  const stub = path.join(folder, 'electron');
  await mkdir(stub);
  await writeStubElectron(stub, version);
  const packed = await step('Packing', () => packDirectory(stub, path.join(folder, 'dist')));
  const files = await readAsar(path.join(packed, 'resources/app.asar'));
  const fuses = readFuses(await readFile(path.join(packed, 'admit-one')));
  const extracted = path.join(folder, 'app');
  await extractAsar(files, extracted);
  const failure = await step('Running what is in the package', () => runsOnItsOwn(extracted, folder));
  return [
    ...judgeContents(files.map((file) => file.path)),
    ...(fuses === FUSES ? [] : [`The fuses are ${fuses}, not ${FUSES}.`]),
    ...(failure === null ? [] : [failure]),
  ];
}

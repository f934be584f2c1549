import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { practiceFolder } from './practice-server.ts';
import { printedExamples } from './sheet/printed-examples.ts';
import { renderSheet } from './sheet/sheet.ts';

// npm run practice-tickets: a sheet of codes to scan from paper or from a phone.

const USAGE = `usage: npm run practice-tickets [-- --out FILE]

Writes a printable HTML sheet of practice codes: one for each verdict, two in dark mode, twenty ordinary ones.
Prints the file’s path. Every practice server knows these codes.`;

try {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) console.log(USAGE);
  else console.log(await writeSheet(values.out ?? path.join(practiceFolder(), 'practice-tickets.html')));
} catch (error) {
  console.error(`The sheet was not written: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function writeSheet(out: string): Promise<string> {
  const file = path.resolve(out);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await renderSheet(printedExamples()));
  return file;
}

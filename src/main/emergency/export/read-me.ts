import type { LogToExport } from './log-to-export.ts';
import type { WholeFile } from './whole-file.ts';

/** The checksums, as `sha256sum -c` reads them. */
export function checksums(files: readonly WholeFile[]): Buffer {
  return Buffer.from(files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join(''));
}

/** What these files are and what to do with them, for whoever finds the stick. */
export function readMe(log: LogToExport, files: readonly WholeFile[], unread: readonly string[]): Buffer {
  const problems = [...log.findings.map(({ words }) => words), ...unread];
  const has = (ending: string) => files.some(({ name }) => name.endsWith(ending));
  const lines = [
    `Admit One: gate ${log.gateId}, ${log.title}`,
    '',
    'What is here',
    ...(has('.csv')
      ? ['- .csv: what this gate decided without the database, for Excel or LibreOffice.']
      : []),
    ...(has('emergency-log.pdf') ? ['- emergency-log.pdf: the same as a list to print.'] : []),
    ...(has('door-list.pdf')
      ? ['- door-list.pdf: everybody who may come in. It holds names: keep it safe.']
      : []),
    ...(has('.jsonl')
      ? [
          '- .jsonl: the log itself. Do not open it in a program that saves, do not edit or rename it:',
          '  every line is chained to the one before.',
        ]
      : []),
    '- SHA256SUMS.txt: to check that nothing was changed on the way ("sha256sum -c SHA256SUMS.txt").',
    '',
    'What to do with it',
    ...(has('.jsonl')
      ? [
          '1. Give this folder, all of it, to the IT person. It is needed only if this laptop never finds its',
          '   database again: otherwise the gate puts everything into the database by itself.',
          '2. For the IT person: the installed program has no command line yet. Take a computer with a checkout',
          '   of the Admit One project (git, Node 20 or later, npm) and the database’s address in the',
          '   environment variable ADMIT_ONE_DATABASE_URL. In the project’s folder, with FOLDER for this one:',
          '     npm run --silent admit-one -- log verify "FOLDER"     is it whole?',
          '     npm run --silent admit-one -- log replay "FOLDER"     into the database; as often as you like,',
          '                                                           nothing counts twice',
          '     npm run --silent admit-one -- conflicts list          who was admitted more than once',
          '     npm run --silent admit-one -- log set-aside           what could not go in, and what to do',
          '   More is in the project’s docs/emergency.md.',
        ]
      : ['Keep it until the night’s account is settled, then delete it.']),
    '',
    ...(problems.length === 0
      ? ['Nothing was found wrong with the log when this was written.']
      : ['What was found when the log was read:', ...problems.map((words) => `- ${words}`)]),
    '',
  ];
  // The mark and CRLF for the plainest editor that somebody may have.
  return Buffer.from(`\uFEFF${lines.join('\r\n')}`);
}

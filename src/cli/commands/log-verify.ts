import path from 'node:path';
import type { Command } from 'commander';
import { createLocalTime } from '#shared/local-time.ts';
import type { Finding } from '#main/emergency/log/finding.ts';
import type { LogReading } from '#main/emergency/log/log-reading.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { EXIT_CODES } from '../exit-codes.ts';

/** `admit-one log verify FILE...`. */
export function addLogVerifyCommand(log: Command): void {
  log
    .command('verify')
    .description('says whether a log is whole: its chain of hashes, how many entries, from when to when')
    .argument('<file...>', 'the files of one or more logs, or folders of them; a log’s parts belong together')
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText(
      'after',
      '\nExample: admit-one log verify /media/stick\n\nExit code 0 when every log is whole, 2 when one is not. Changes nothing. The format is described in docs/emergency-log-format.md.',
    )
    .action(async (files: readonly string[], options: { readonly json?: true }) => {
      const readings = await readLogs(files);
      const text =
        options.json === true
          ? JSON.stringify({ isWhole: readings.every(isWhole), logs: readings.map(withoutLines) })
          : readings.map(describeReading).join('\n\n') ||
            'No log is there: none of these gates was ever on its own.';
      process.stdout.write(`${text}\n`);
      if (!readings.every(isWhole)) process.exitCode = EXIT_CODES.wrong;
    });
}

function isWhole(reading: LogReading): boolean {
  return reading.isWhole;
}

/** A log without its lines: the answer names no guest and no ticket. */
function withoutLines({ lines, ...reading }: LogReading) {
  return { ...reading, verifiedEntries: lines.filter((line) => line.isVerified).length };
}

/** A log as a few lines for a person; the first bad line comes first. */
function describeReading(reading: LogReading): string {
  const { gateId, concertId, concertTitle, logId, entries, from, to, position } = reading;
  const names = reading.files.map((file) => path.basename(file)).join(', ');
  const faults = reading.findings.filter(({ isFault }) => isFault);
  const notes = reading.findings.filter(({ isFault }) => !isFault);
  const unverified = reading.lines.filter((line) => !line.isVerified).length;
  const localTime = createLocalTime();
  const span =
    from === null || to === null ? '' : `, at the door from ${localTime(from)} to ${localTime(to)}`;
  return [
    names,
    ...(logId === null || gateId === null
      ? []
      : [
          `  Gate ${gateId}, concert ${concertId}${concertTitle === null ? '' : ` (${concertTitle})`}, log ${logId}`,
        ]),
    `  ${entries} ${entries === 1 ? 'entry' : 'entries'}${span}.`,
    ...(unverified === 0
      ? []
      : [`  ${unverified} of them stand behind a broken link: nobody vouches for them.`]),
    ...(position === null ? [] : [`  Last line: sequence ${position.sequence}, hash ${position.hash}`]),
    reading.isWhole
      ? '  The chain is whole.'
      : `  NOT WHOLE: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`,
    ...faults.map((finding) => `  - ${describeFinding(finding)}`),
    ...notes.map((finding) => `  (${describeFinding(finding)})`),
  ].join('\n');
}

function describeFinding({ file, lineNumber, words }: Finding): string {
  if (file !== null && words.includes(file)) return words;
  const where = [
    ...(file === null ? [] : [path.basename(file)]),
    ...(lineNumber === null ? [] : [`line ${lineNumber}`]),
  ].join(', ');
  return where === '' ? words : `${where}: ${words}`;
}

import { describeMachine, formatMachine } from './machine.ts';
import { readBenchOptions } from './options.ts';

// npm run bench: each part is loaded only when it is asked for, measured, and printed as soon as it is there.

const { isJson, parts, sizes } = readBenchOptions(process.argv.slice(2));
const startedAt = performance.now();
const machine = describeMachine();
const measured: Record<string, unknown> = { machine };
print(formatMachine(machine));

if (parts.has('a')) {
  const { benchAdmission, formatAdmission } = await import('./admission/bench-admission.ts');
  const admission = await benchAdmission({ sizes, onProgress: say('admission') });
  measured['admission'] = admission;
  print(formatAdmission(admission));
}
if (parts.has('b')) {
  const { benchDecoding } = await import('./decoding/bench-decoding.ts');
  const { formatDecoding } = await import('./decoding/format.ts');
  const photosFolder = process.env['ADMIT_ONE_QR_PHOTOS'] ?? null;
  const decoding = await benchDecoding({ photosFolder, onProgress: say('decoding') });
  measured['decoding'] = decoding;
  print(formatDecoding(decoding).join('\n'));
}
if (parts.has('c') || parts.has('d')) {
  const { benchKiosk } = await import('./kiosk/bench-kiosk.ts');
  const { formatKiosk } = await import('./kiosk/format-kiosk.ts');
  const kiosk = await benchKiosk({
    hasScans: parts.has('c'),
    hasLaunchAndMemory: parts.has('d'),
    onProgress: say('kiosk'),
  });
  measured['kiosk'] = kiosk;
  print(formatKiosk(kiosk));
}
if (parts.has('e')) {
  const { benchSnapshot, formatSnapshot } = await import('./snapshot/bench-snapshot.ts');
  const snapshot = await benchSnapshot({ sizes, onProgress: say('snapshot') });
  measured['snapshot'] = snapshot;
  print(formatSnapshot(snapshot));
}
if (parts.has('f')) {
  const { benchReplay, formatReplay } = await import('./replay/bench-replay.ts');
  const replay = await benchReplay({ onProgress: say('replay') });
  measured['replay'] = replay;
  print(formatReplay(replay));
}
if (parts.has('g')) {
  const { benchMonitoring, formatMonitoring } = await import('./monitoring/bench-monitoring.ts');
  const monitoring = await benchMonitoring({ onProgress: say('monitoring') });
  measured['monitoring'] = monitoring;
  print(formatMonitoring(monitoring));
}
if (parts.has('h')) {
  const { benchBooks, formatBooks } = await import('./books/bench-books.ts');
  const books = await benchBooks({ onProgress: say('books') });
  measured['books'] = books;
  print(formatBooks(books));
}
if (isJson) process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);

/** Progress goes to standard error, with the time since the start. */
function say(part: string): (sentence: string) => void {
  return (sentence) => {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    process.stderr.write(`${seconds.padStart(4)} s  ${part}: ${sentence}\n`);
  };
}

/** With --json the document is all that goes to standard output. */
function print(text: string): void {
  if (!isJson) process.stdout.write(`${text}\n\n`);
}

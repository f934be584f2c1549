import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ensureDatabaseServers } from './practice/ensure-database-server.ts';
import { ensureDumpTools } from './practice/ensure-dump-tools.ts';

/** `npm test`: every check, one after the other, with a table at the end. What is missing is installed on the way. */

const ROOT = path.resolve(import.meta.dirname, '..');
const OUTPUT = path.join(ROOT, 'test-output');

type Counts = { readonly passed: number; readonly failed: number };
type Check = {
  readonly name: string;
  readonly script: string;
  /** More arguments for the script. */
  readonly args?: readonly string[];
  /** A JSON report with counts; a check without one counts as one test. */
  readonly report?: { readonly file: string; readonly read: (json: unknown) => Counts };
  /** Gets what the check needs. */
  readonly prepare?: () => Promise<unknown>;
};

const vitestReport = z
  .object({ numPassedTests: z.number(), numFailedTests: z.number() })
  .transform((report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }));
const playwrightReport = z
  .object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }) })
  // A test that needed a second try is a bug: it counts as failed.
  .transform(({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }));

function vitest(name: string, script: string): Pick<Check, 'name' | 'script' | 'args' | 'report'> {
  const file = path.join(OUTPUT, `${script.replace(':', '-')}.json`);
  return {
    name,
    script,
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    report: { file, read: (json) => vitestReport.parse(json) },
  };
}

const CHECKS: readonly Check[] = [
  { name: 'format', script: 'check:format' },
  { name: 'lint, with the layer rules', script: 'check:lint' },
  { name: 'types', script: 'check:types' },
  { name: 'unused code', script: 'check:unused' },
  vitest('unit', 'test:unit'),
  {
    ...vitest('database', 'test:database'),
    prepare: async () => ensureDumpTools(await ensureDatabaseServers(say), say),
  },
  { name: 'build', script: 'build' },
  { name: 'packaging', script: 'check:packaging' },
  {
    name: 'end to end',
    script: 'test:e2e',
    args: ['--reporter=list,json'],
    report: { file: path.join(OUTPUT, 'test-e2e.json'), read: (json) => playwrightReport.parse(json) },
  },
];

function say(sentence: string): void {
  console.log(sentence);
}

async function runCheck(check: Check): Promise<Counts> {
  await check.prepare?.();
  const log = path.join(OUTPUT, `${check.script.replace(':', '-')}.log`);
  const exitCode = await runScript(check, log);
  if (exitCode !== 0) process.stdout.write(await readFile(log, 'utf8'));
  if (check.report === undefined) return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const counts = await readFile(check.report.file, 'utf8')
    .then((text) => check.report?.read(JSON.parse(text)))
    .catch(() => undefined);
  if (counts === undefined) return { passed: 0, failed: 1 };
  // A runner that fails without a failed test (an error outside of one, or no test at all) has failed.
  return exitCode === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function runScript(check: Check, log: string): Promise<number> {
  const output = createWriteStream(log);
  const args = ['run', '--silent', check.script, ...(check.args === undefined ? [] : ['--', ...check.args])];
  const child = spawn('npm', args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(OUTPUT, 'test-e2e.json'),
      // Hundreds of gates and commands are started: each need not compile the same files again.
      NODE_COMPILE_CACHE: path.join(OUTPUT, 'compile-cache'),
    },
    shell: process.platform === 'win32',
  });
  child.stdout.pipe(output);
  child.stderr.pipe(output);
  return new Promise((resolve) => {
    child.on('close', (code) => output.end(() => resolve(code ?? 1)));
  });
}

await rm(OUTPUT, { recursive: true, force: true });
await mkdir(OUTPUT, { recursive: true });
const results: { name: string; counts: Counts; seconds: number }[] = [];
for (const check of CHECKS) {
  process.stdout.write(`${check.name} ... `);
  const startedAt = performance.now();
  const counts = await runCheck(check).catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  results.push({ name: check.name, counts, seconds });
  console.log(`${counts.failed === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(0)} s)`);
}

console.log();
for (const { name, counts, seconds } of results) {
  const mark = counts.failed === 0 ? 'ok    ' : 'FAILED';
  console.log(
    `${mark} ${name.padEnd(28)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed ${seconds.toFixed(0).padStart(5)} s`,
  );
}
const passed = results.reduce((sum, { counts }) => sum + counts.passed, 0);
const failed = results.reduce((sum, { counts }) => sum + counts.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

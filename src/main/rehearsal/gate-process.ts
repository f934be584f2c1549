import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { attemptIdSchema } from '#shared/attempt.ts';
import { verdictSchema } from '#shared/verdict.ts';

/** The program that a gate without a window is. */
const COMMAND = path.resolve(import.meta.dirname, '../../cli/admit-one.ts');

const answerLineSchema = z.looseObject({
  attemptId: attemptIdSchema,
  verdict: verdictSchema,
  decidedBy: z.enum(['database', 'emergency', 'gate']),
  cause: z.string().optional(),
  durationMs: z.number(),
  retries: z.number(),
  isRecalled: z.boolean(),
});
/** What a gate process printed for one line. */
export type AnswerLine = z.infer<typeof answerLineSchema>;

/** A gate in a process of its own: `admit-one gate --json`, asked as from outside. */
export type GateProcess = {
  readonly gateId: string;
  /** Asks one line and waits for its answer; null when the process ended without one. */
  readonly ask: (line: string) => Promise<AnswerLine | null>;
  /** SIGKILL. */
  readonly kill: () => void;
  /** End of input; resolves with the exit code. */
  readonly end: () => Promise<number | null>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly exitCode: () => Promise<number | null>;
};

/** Starts one. `folder` is its laptop: settings, log and open attempts live there. */
export function startGateProcess(options: {
  readonly gateId: string;
  readonly databaseUrl: string;
  readonly folder: string;
  readonly operator?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Gets what the gate says on standard error, line by line; otherwise it goes to ours. */
  readonly onComplaint?: (line: string) => void;
}): GateProcess {
  mkdirSync(options.folder, { recursive: true });
  if (options.settings !== undefined) {
    writeFileSync(path.join(options.folder, 'settings.json'), JSON.stringify(options.settings));
  }
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    [COMMAND, 'gate', '--gate', options.gateId, '--operator', options.operator ?? 'Proof', '--json'],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ADMIT_ONE_HOME: options.folder, ADMIT_ONE_DATABASE_URL: options.databaseUrl },
    },
  );
  const complain = options.onComplaint ?? ((line) => process.stderr.write(`${line}\n`));
  createInterface({ input: child.stderr }).on('line', complain);
  const waiting: ((answer: AnswerLine | null) => void)[] = [];
  const exited = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => resolve(code));
  });
  // Writing to a process that was killed is part of the proof.
  child.stdin.on('error', () => undefined);
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => waiting.shift()?.(answerLineSchema.parse(JSON.parse(line))));
  let isOver = false;
  output.on('close', () => {
    isOver = true;
    for (const tell of waiting.splice(0)) tell(null);
  });

  return {
    gateId: options.gateId,
    ask: (line) =>
      new Promise((resolve) => {
        // Its output ends before its exit is known: whoever asks in between would wait for ever.
        if (isOver || child.exitCode !== null || child.signalCode !== null) return resolve(null);
        waiting.push(resolve);
        child.stdin.write(`${line}\n`);
      }),
    kill: () => void child.kill('SIGKILL'),
    end() {
      child.stdin.end();
      return exited;
    },
    signal: (signal) => void child.kill(signal),
    exitCode: () => exited,
  };
}

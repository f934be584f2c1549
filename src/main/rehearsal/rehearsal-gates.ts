import path from 'node:path';
import { withinLimit } from '#main/database/time-limit.ts';
import { type GateProcess, startGateProcess } from './gate-process.ts';
import { logFolderOf } from './laptop.ts';

/** One gate of a rehearsal: a process of its own on a laptop of its own, a folder. */
export type RehearsalGate = {
  readonly gateId: string;
  readonly folder: string;
  /** The process that runs now. */
  readonly process: () => GateProcess;
  /** Starts the next one on the same laptop, after one that ended by itself. */
  readonly restart: () => GateProcess;
};

/** All of them. */
export type RehearsalGates = {
  readonly each: readonly RehearsalGate[];
  /** Gates that ended by themselves, in sentences with their last words. */
  readonly findings: () => readonly string[];
  /** The folders of their emergency logs; a gate that never was on its own has none. */
  readonly logFolders: () => readonly string[];
  /** Ends them in good order. */
  readonly end: () => Promise<void>;
  /** Ends them at once, whatever they are doing. */
  readonly kill: () => Promise<void>;
};

const OPERATOR = 'Rehearsal';
/** A gate gives its last lines three seconds to go in, and its disk five. */
const END_LIMIT_MS = 30_000;

/** Starts `count` gates before the database at `databaseUrl`; their laptops are folders of `root`. */
export function startGates(options: {
  readonly count: number;
  readonly databaseUrl: string;
  readonly root: string;
}): RehearsalGates {
  const findings: string[] = [];
  const started: GateProcess[] = [];
  const { databaseUrl } = options;
  let isEnding = false;

  function start(gateId: string, folder: string): GateProcess {
    let lastWords = '';
    const gate = startGateProcess({
      gateId,
      databaseUrl,
      folder,
      operator: OPERATOR,
      onComplaint: (line) => {
        lastWords = line;
      },
    });
    started.push(gate);
    void noteEnd(gate, () => lastWords);
    return gate;
  }

  async function noteEnd(gate: GateProcess, lastWords: () => string): Promise<void> {
    const code = await gate.exitCode();
    if (isEnding && code === 0) return;
    const said = lastWords() === '' ? '' : `: ${lastWords()}`;
    findings.push(`${gate.gateId} ended by itself (${code ?? 'killed'})${said}`);
  }

  const each = Array.from({ length: options.count }, (_, at): RehearsalGate => {
    const gateId = `G${at + 1}`;
    const folder = path.join(options.root, gateId);
    let current = start(gateId, folder);
    return {
      gateId,
      folder,
      process: () => current,
      restart() {
        current = start(gateId, folder);
        return current;
      },
    };
  });

  async function end(): Promise<void> {
    isEnding = true;
    await withinLimit(
      'end the gates',
      END_LIMIT_MS,
      Promise.all(each.map((gate) => gate.process().end())),
    ).catch(() => {
      findings.push('Not every gate ended when it was told to.');
      for (const gate of each) gate.process().kill();
    });
  }

  return {
    each,
    findings: () => [...findings],
    logFolders: () => each.map(({ folder }) => logFolderOf(folder)).filter((folder) => folder !== null),
    end,
    async kill() {
      isEnding = true;
      for (const gate of started) gate.kill();
      await Promise.all(started.map((gate) => gate.exitCode()));
    },
  };
}

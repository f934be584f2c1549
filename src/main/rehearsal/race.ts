import { setTimeout as wait } from 'node:timers/promises';
import type { AnswerLine, GateProcess } from './gate-process.ts';

/** One answer of the race: which gate gave it to which code. */
export type RaceAnswer = { readonly gateId: string; readonly code: string; readonly answer: AnswerLine };

/** A volunteer scans again after an amber screen; not at once. */
const RESCAN_AFTER_MS = 100;
/** Nobody waits that long before the same screen: whatever is the matter, it does not pass. */
const PATIENCE_MS = 120_000;
/** A gate that dies so often at one code is not killed by us: it can't start. */
const DEATHS_AT_A_CODE = 5;

/**
 * Lets a gate scan `codes` in order, the next when the last was answered, as a gate does. An undecided code is scanned
 * again until it is decided, for two minutes at the most. `restart` gives the gate's next process when this one died; `paceMs`
 * is the time that a guest takes to step up, none by default.
 */
export async function scanAll(
  gate: GateProcess,
  codes: readonly string[],
  options: {
    readonly restart?: () => GateProcess;
    readonly onAnswer?: (answer: RaceAnswer) => void;
    readonly paceMs?: number;
    readonly signal?: AbortSignal;
  } = {},
): Promise<{ readonly answers: RaceAnswer[]; readonly last: GateProcess }> {
  const answers: RaceAnswer[] = [];
  let current = gate;
  for (const code of codes) {
    let deaths = 0;
    const givesUpAtMs = performance.now() + PATIENCE_MS;
    for (;;) {
      options.signal?.throwIfAborted();
      const answer = await current.ask(code);
      // Whoever stops us may have ended the gate as well, which is no death.
      options.signal?.throwIfAborted();
      if (answer === null) {
        deaths += 1;
        if (options.restart === undefined || deaths > DEATHS_AT_A_CODE) {
          throw new Error(`${gate.gateId} died`);
        }
        current = options.restart();
        continue;
      }
      const shown = { gateId: gate.gateId, code, answer };
      answers.push(shown);
      options.onAnswer?.(shown);
      if (answer.verdict !== 'undecided') break;
      if (performance.now() > givesUpAtMs) {
        throw new Error(
          `${gate.gateId} could not decide a code for ${PATIENCE_MS / 1_000} s (${answer.cause ?? 'no cause'})`,
        );
      }
      await wait(RESCAN_AFTER_MS);
    }
    if (options.paceMs !== undefined) await wait(options.paceMs);
  }
  return { answers, last: current };
}

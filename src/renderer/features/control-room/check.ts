import type { IpcCallOutput } from '#shared/ipc/contract.ts';
import type { CheckLine } from '#shared/system-check.ts';
import { createStore, type ReadOnlyStore } from '../../store.ts';

type Checked = { readonly lines: readonly CheckLine[]; readonly at: Date };

type CheckState = {
  readonly isRunning: boolean;
  /** The last one that came to an end; null before the first. */
  readonly checked: Checked | null;
  /** Why there is no newer one, in words. */
  readonly problem: string | null;
};

/** The system check apart from its tab: it goes on, and its result stays, while another tab is looked at. */
export type Check = {
  readonly state: ReadOnlyStore<CheckState>;
  /** Starts one, unless one runs. */
  readonly run: () => void;
};

/** A check that was not run yet. `ask` always replies. */
export function createCheck(
  ask: () => Promise<IpcCallOutput<'control-room:check'>>,
  now: () => Date = () => new Date(),
): Check {
  const state = createStore<CheckState>({ isRunning: false, checked: null, problem: null });

  async function run(): Promise<void> {
    if (state.get().isRunning) return;
    state.set({ ...state.get(), isRunning: true });
    const reply = await ask();
    state.set(
      reply.outcome === 'checked'
        ? { isRunning: false, checked: { lines: reply.lines, at: now() }, problem: null }
        : { ...state.get(), isRunning: false, problem: `${reply.problem} ${reply.advice}` },
    );
  }

  return { state, run: () => void run() };
}

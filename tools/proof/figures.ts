import type { Account } from '#main/rehearsal/account.ts';
import type { RaceAnswer } from '#main/rehearsal/race.ts';

/** What one outage came to, in numbers; times in milliseconds. */
export type OutageFigures = {
  readonly name: string;
  readonly account: Account;
  /** Verdicts that gates reached by themselves in this outage. */
  readonly local: number;
  /** Why screens were amber in this outage, one a screen. */
  readonly undecided: readonly string[];
  /**
   * From a code's arrival at its gate to the first verdict that the gate reached by itself: the longest of all gates. It holds
   * the whole wait for a database that does not answer. Null where no gate had to.
   */
  readonly firstLocalMs: number | null;
  /** The middle one of all later ones: the speed of the disk. */
  readonly laterLocalMs: number | null;
  /** From the database's return to the last gate's first answer from it. */
  readonly backOnlineMs: number;
};

/** Makes them of the answers of an outage. */
export function figuresOf(
  name: string,
  answers: readonly RaceAnswer[],
  backOnlineMs: number,
  account: Account,
): OutageFigures {
  const local = answers.filter(({ answer }) => answer.decidedBy === 'emergency');
  const byGate = [...Map.groupBy(local, ({ gateId }) => gateId).values()].map((each) =>
    each.map(({ answer }) => answer.durationMs),
  );
  const later = byGate.flatMap(([, ...rest]) => rest).toSorted((a, b) => a - b);
  return {
    name,
    account,
    local: local.length,
    undecided: answers
      .filter(({ answer }) => answer.verdict === 'undecided')
      .map(({ answer }) => answer.cause ?? 'no cause'),
    firstLocalMs: byGate.length === 0 ? null : Math.max(...byGate.map(([first = 0]) => first)),
    laterLocalMs: later[Math.floor(later.length / 2)] ?? null,
    backOnlineMs,
  };
}

/** One line for whoever reads the proof. */
export function describeFigures(figures: OutageFigures): string {
  const { account } = figures;
  return [
    `proof: ${figures.name}:`,
    `${account.attempts} attempts so far, ${account.admitted} admitted, ${account.conflicts} conflicts, lost ${account.lost}, doubled ${account.doubled};`,
    `${figures.local} verdicts without the database, ${figures.undecided.length} amber${causesOf(figures.undecided)};`,
    `first after ${inWords(figures.firstLocalMs)} at the most, then ${inWords(figures.laterLocalMs)};`,
    `online again after ${inWords(figures.backOnlineMs)}`,
  ].join(' ');
}

function causesOf(undecided: readonly string[]): string {
  return undecided.length === 0 ? '' : ` (${[...new Set(undecided)].join(', ')})`;
}

function inWords(ms: number | null): string {
  if (ms === null) return 'never';
  return ms < 100 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

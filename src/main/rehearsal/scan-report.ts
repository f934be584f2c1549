import type { RaceAnswer } from './race.ts';
import type { RehearsalProgress } from './rehearsal.ts';
import type { Scenario } from './scenarios.ts';

/** Often enough to look alive, seldom enough to cost nothing. */
const EVERY_MS = 250;

/** Tells how a scenario's scans go on. */
export type ScanReport = {
  readonly begin: (scenario: Scenario, planned: number) => void;
  readonly note: (shown: RaceAnswer) => void;
  /** The scenario is over: tells where it ended. */
  readonly end: () => void;
};

/** Starts telling; between two scenarios nothing is told. */
export function createScanReport(onProgress: (progress: RehearsalProgress) => void): ScanReport {
  let current: { readonly scenario: Scenario; readonly planned: number } | null = null;
  let counts = { answered: 0, admitted: 0, undecided: 0, onTheirOwn: 0 };
  let toldAtMs = 0;
  const tell = (): void => {
    if (current === null) return;
    toldAtMs = performance.now();
    onProgress({ kind: 'scans', ...current, ...counts });
  };
  return {
    begin(scenario, planned) {
      current = { scenario, planned };
      counts = { answered: 0, admitted: 0, undecided: 0, onTheirOwn: 0 };
      tell();
    },
    note({ answer }) {
      counts = {
        answered: counts.answered + 1,
        admitted: counts.admitted + (answer.verdict === 'admitted' ? 1 : 0),
        undecided: counts.undecided + (answer.verdict === 'undecided' ? 1 : 0),
        onTheirOwn: counts.onTheirOwn + (answer.decidedBy === 'emergency' ? 1 : 0),
      };
      if (performance.now() - toldAtMs > EVERY_MS) tell();
    },
    end() {
      tell();
      current = null;
    },
  };
}

import { quantile } from '#shared/quantile.ts';
import type { Rule } from '../condition.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { gateRule } from './gate-health.ts';
import { nameOf } from './gate-words.ts';

const KIND = 'slow-answers';
/** The subject of the alert about all gates together; no gate's id is that long. */
const ALL = 'all gates together';

/** The server's doing: what all gates' guests of the last minute waited for. */
const slowEverywhere: Rule = ({ recent, nowMs }, isOn) => {
  const { withinMs, answers, fromMs, untilMs, redMs } = THRESHOLDS.slow;
  const within = recent.filter(({ atMs }) => atMs > nowMs - withinMs);
  const gates = new Set(within.map(({ gateId }) => gateId)).size;
  const p95Ms = quantile(
    within.map(({ durationMs }) => durationMs).toSorted((a, b) => a - b),
    0.95,
  );
  if (within.length < answers || gates < 2) return [];
  if (p95Ms < (isOn(KIND, ALL) ? untilMs : fromMs)) return [];
  return [
    {
      kind: KIND,
      subject: ALL,
      gateId: null,
      level: p95Ms >= redMs ? 'red' : 'amber',
      words: `Answers are slow at ${gates} gates: one in twenty of the last minute took ${p95Ms} ms or more.`,
      advice:
        'Look at the row lock waits and long transactions (“admit-one check”), then at the server and its network.',
      since: { from: 'noticed', atMs: nowMs },
    },
  ];
};

/** One gate's doing: its network, mostly. */
const slowHere = gateRule(KIND, (gate, isOn) => {
  const { fromMs, untilMs, redMs } = THRESHOLDS.slow;
  const { recentP95Ms } = gate;
  if (recentP95Ms === null || recentP95Ms < (isOn ? untilMs : fromMs)) return null;
  return {
    level: recentP95Ms >= redMs ? 'red' : 'amber',
    words: `${nameOf(gate)} answers slowly: one in twenty of its last minute took ${recentP95Ms} ms or more.`,
    advice: 'Look at its network: a cable is better than Wi-Fi.',
  };
});

/** All together or one by one, never both: ten alerts would say what one says. */
const slowAnswers: Rule = (facts, isOn) => {
  const everywhere = slowEverywhere(facts, isOn);
  return everywhere.length > 0 ? everywhere : slowHere(facts, isOn);
};

export const SLOW_RULES: readonly Rule[] = [slowAnswers];

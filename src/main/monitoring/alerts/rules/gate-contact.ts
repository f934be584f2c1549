import { undecidedCauseSchema } from '#shared/attempt.ts';
import { formatSpan } from '#shared/span.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import type { Rule } from '../condition.ts';
import type { OutageFacts } from '../facts.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { beatsOf } from '../trail.ts';
import { gateRule, heardGates } from './gate-health.ts';
import { countOf, nameOf } from './gate-words.ts';

/** Whether gates are heard, scan, and are done with what they decided on their own. */

const notHeard: Rule = ({ gates, steadyMs }, isOn) => {
  const heard = heardGates(gates).length;
  const lost = gates.filter(({ standing }) => standing === 'not-heard').length;
  // One alone may be its own doing; all of them are the network's or the server's.
  const isEverywhere = heard === 0 && lost > 1;
  return gates.flatMap((gate) => {
    const { gateId, seenAtMs, silentMs } = gate;
    if (gate.standing !== 'not-heard' || seenAtMs === null || silentMs === null) return [];
    if (steadyMs < THRESHOLDS.steadyMs && !isOn('gate-not-heard', gateId)) return [];
    return [
      {
        kind: 'gate-not-heard',
        subject: gateId,
        gateId,
        level: 'red',
        words: `${nameOf(gate)} has not been heard for ${formatSpan(silentMs)}: it is on its own, or off. ${isEverywhere ? 'No other is heard either.' : `${countOf(heard, 'other is', 'others are')} heard.`}`,
        advice: isEverywhere
          ? 'Look at the network between the gates and the server. The gates go on by themselves.'
          : 'Go and look at it. If it shows that it is on its own, it goes on admitting: look at its network cable or Wi-Fi. If it is off, start it.',
        since: { from: 'fact', atMs: seenAtMs },
      },
    ];
  });
};

const silent: Rule = ({ gates, recent, nowMs }, isOn) =>
  heardGates(gates).flatMap((gate) => {
    const { gateId } = gate;
    const sinceMs = gate.lastAttemptAtMs ?? gate.startedAtMs;
    if (sinceMs === null || nowMs - sinceMs < THRESHOLDS.silent.afterMs) return [];
    const byOthers = recent.filter(
      (attempt) => attempt.gateId !== gateId && attempt.atMs > nowMs - THRESHOLDS.silent.afterMs,
    );
    const { othersFrom, othersUntil } = THRESHOLDS.silent;
    if (byOthers.length < (isOn('gate-silent', gateId) ? othersUntil : othersFrom)) return [];
    const what =
      gate.lastAttemptAtMs === null ? 'has not scanned at all since it was started,' : 'has not scanned for';
    return [
      {
        kind: 'gate-silent',
        subject: gateId,
        gateId,
        level: 'amber',
        words: `${nameOf(gate)} ${what} ${formatSpan(nowMs - sinceMs)}; the others scanned ${countOf(byOthers.length, 'time')} in three minutes.`,
        advice:
          'Is somebody there, and is there light? If it can read, send part of the longest queue to it.',
        since: { from: 'fact', atMs: sinceMs },
      },
    ];
  });

const onItsOwn: Rule = ({ gates, outages, nowMs }) =>
  heardGates(gates).flatMap((gate) => {
    const { gateId, pendingLines, seenAtMs } = gate;
    const outage = outages.find((one) => one.gateId === gateId);
    const isNews = outage !== undefined && outage.endedAtMs > nowMs - THRESHOLDS.outageNewsMs;
    if (pendingLines === 0 && !isNews) return [];
    const what =
      pendingLines === 0
        ? 'None of its decisions waits for the database any more.'
        : `${countOf(pendingLines, 'decision')} of its own must still go into the database.`;
    return [
      {
        kind: 'gate-on-its-own',
        subject: gateId,
        gateId,
        level: 'amber',
        words: `${nameOf(gate)} was on its own${isNews ? describeOutage(outage) : ''}. ${what}`,
        advice: 'Nothing to do at the gate: it catches up by itself. Look at the conflicts when it has.',
        since: { from: 'noticed', atMs: isNews ? outage.beganAtMs : seenAtMs },
      },
    ];
  });

function describeOutage({ beganAtMs, endedAtMs, cause, decided, admitted }: OutageFacts): string {
  const known = undecidedCauseSchema.safeParse(cause);
  const why = known.success ? ` (${UNDECIDED_CAUSES[known.data].problem.replace(/\.$/u, '')})` : '';
  return ` for ${formatSpan(endedAtMs - beganAtMs)}${why}, decided ${countOf(decided, 'attempt')} and admitted ${admitted}`;
}

const behind: Rule = (facts, isOn) =>
  gateRule('gate-behind', (gate, wasOn) => {
    const beats = beatsOf(facts.trail, gate.gateId).slice(-THRESHOLDS.growingBeats);
    // From nought it only begins: an outage has just ended.
    const grows = beats.every((beat, at) => beat.pendingLines > (beats[at - 1]?.pendingLines ?? 0));
    const isGrowing = beats.length >= THRESHOLDS.growingBeats && grows;
    const isStill = wasOn && gate.pendingLines > 0 && gate.pendingLines >= (beats.at(-2)?.pendingLines ?? 0);
    if (!isGrowing && !isStill) return null;
    return {
      level: 'red',
      words: `The queue of ${nameOf(gate)} grows: ${countOf(gate.pendingLines, 'decision')} of its own wait, and the database takes them more slowly than they come.`,
      advice:
        'Look at the network between this gate and the server. Nothing is lost: the lines are on its disk.',
    };
  })(facts, isOn);

export const GATE_CONTACT_RULES: readonly Rule[] = [notHeard, silent, onItsOwn, behind];

import type { Alert } from '#shared/night.ts';
import type { Condition, Rule } from '../condition.ts';
import type { GateFacts } from '../facts.ts';

/** A gate whose own word is fresh. */
type HeardGate = GateFacts & { readonly seenAtMs: number };

type Finding = Pick<Condition, 'level' | 'words' | 'advice'> & { readonly since?: Condition['since'] };

/** Gates that are heard now. */
export function heardGates(gates: readonly GateFacts[]): readonly HeardGate[] {
  return gates.filter(
    (gate): gate is HeardGate =>
      gate.seenAtMs !== null && (gate.standing === 'well' || gate.standing === 'catching-up'),
  );
}

/**
 * A rule about what gates say of themselves. `find` says what is the matter with one, or null; `isOn` that it was so at the look
 * before. What a gate said last still stands while it is not heard; one that was closed has nothing the matter.
 */
export function gateRule(
  kind: Alert['kind'],
  find: (gate: HeardGate, isOn: boolean, nowMs: number) => Finding | null,
): Rule {
  return ({ gates, nowMs }, isOn) =>
    gates.flatMap((gate) => {
      const { gateId, seenAtMs, standing } = gate;
      if (seenAtMs === null || standing === 'closed' || standing === 'never-seen') return [];
      const wasOn = isOn(kind, gateId);
      if (standing === 'not-heard' && !wasOn) return [];
      const found = find({ ...gate, seenAtMs }, wasOn, nowMs);
      if (found === null) return [];
      return [{ since: { from: 'noticed', atMs: seenAtMs }, ...found, kind, subject: gateId, gateId }];
    });
}

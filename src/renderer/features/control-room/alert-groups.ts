import type { Alert } from '#shared/night.ts';
import { ALERT_GROUP_WORDS } from './words.ts';

/** What many gates may have at once. */
export type GroupKind = keyof typeof ALERT_GROUP_WORDS;

/** An alert by itself, or the same one of many gates. */
export type AlertEntry =
  | { readonly type: 'one'; readonly alert: Alert }
  | {
      readonly type: 'group';
      /** Stays the same while gates come and go. */
      readonly key: string;
      readonly kind: GroupKind;
      readonly alerts: readonly [Alert, ...Alert[]];
    };

/** So many are read one by one; of more, nobody sees what stands below them. */
const MOST_APART = 3;

/** Puts together what goes on at many gates and nobody looks after yet, where the first of it stands. The order stays. */
export function groupAlerts(alerts: readonly Alert[]): readonly AlertEntry[] {
  const together = Map.groupBy(alerts, groupKeyOf);
  return alerts.flatMap((alert): readonly AlertEntry[] => {
    const key = groupKeyOf(alert);
    const [first, ...others] = together.get(key) ?? [];
    if (key === null || first === undefined || others.length < MOST_APART || !isGroupKind(alert.kind)) {
      return [{ type: 'one', alert }];
    }
    return first === alert ? [{ type: 'group', key, kind: alert.kind, alerts: [first, ...others] }] : [];
  });
}

/** Null for what stands by itself. */
function groupKeyOf({ kind, level, gateId, endedAt, acknowledged }: Alert): string | null {
  const isWaiting = endedAt === null && acknowledged === null;
  return isWaiting && gateId !== null && isGroupKind(kind) ? `${kind}:${level}` : null;
}

function isGroupKind(kind: Alert['kind']): kind is GroupKind {
  return kind in ALERT_GROUP_WORDS;
}

import type { Found } from './found.ts';
import type { RuleResult } from './integrity.ts';
import { INTEGRITY_RULES, type IntegrityRule } from './rules.ts';

/** Rules that nobody can try without a log. */
const ABOUT_LOGS: ReadonlySet<IntegrityRule> = new Set([
  'log-broken',
  'log-gap',
  'log-line-missing',
  'log-line-twice',
  'log-line-differs',
  'log-of-other-database',
  'emergency-attempt-without-line',
  'gate-log-not-given',
]);

/** Says of every rule what it came to. Without a log, what is about logs was not looked at: neither right nor wrong. */
export function resultsOf(
  all: readonly Found[],
  { hasLogs }: { readonly hasLogs: boolean },
): readonly RuleResult[] {
  const byRule = Map.groupBy(all, ({ rule }) => rule);
  return (Object.keys(INTEGRITY_RULES) as IntegrityRule[]).map((rule) => {
    if (!hasLogs && ABOUT_LOGS.has(rule)) return { rule, state: 'not-looked-at', faults: [] };
    const faults = (byRule.get(rule) ?? []).map(({ fault }) => fault);
    return { rule, state: faults.length === 0 ? 'holds' : 'broken', faults };
  });
}

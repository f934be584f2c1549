import type { Fault } from './integrity.ts';
import type { IntegrityRule } from './rules.ts';

/** Something that does not hold, and the rule that it breaks. */
export type Found = { readonly rule: IntegrityRule; readonly fault: Fault };

/** Puts one together; what it is not about is null. */
export function found(
  rule: IntegrityRule,
  words: string,
  about: Partial<Omit<Fault, 'words' | 'at'>> & { readonly at?: Date | null } = {},
): Found {
  const { at = null, ...rest } = about;
  const nothing = { ticketPurchaseId: null, attemptId: null, gateId: null, logLine: null };
  return { rule, fault: { words, ...nothing, ...rest, at: at?.toISOString() ?? null } };
}

/** The words for deciding without the database that the schema, the emergency log and the screens share. */

/** What a gate on its own does with a known, unused ticket; the first is the default. The organiser chooses, per concert. */
export const ON_ITS_OWN_KNOWN = ['admit', 'lead'] as const;
export type OnItsOwnKnown = (typeof ON_ITS_OWN_KNOWN)[number];

/** What it does with a code that its snapshot does not know; the first is the default. */
export const ON_ITS_OWN_UNKNOWN = ['refuse', 'lead'] as const;
export type OnItsOwnUnknown = (typeof ON_ITS_OWN_UNKNOWN)[number];

/** What a decision rests on: the rules, the lead who let a scanned code in, or an entry that the lead wrote by hand. */
export const DECISION_BASES = ['rules', 'lead', 'manual'] as const;
export type DecisionBasis = (typeof DECISION_BASES)[number];

const collator = new Intl.Collator('en', { numeric: true });

/** Compares gate ids as people count gates: G2 before G10. */
export function compareGateIds(one: string, other: string): number {
  return collator.compare(one, other);
}

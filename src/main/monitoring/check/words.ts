/** How the check writes figures and lists. */

/** `2,000`. */
export function figure(value: number): string {
  return value.toLocaleString('en-GB');
}

/** `1 gate`, `2,000 gates`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

/** Milliseconds with as many digits as matter: `4.2 ms`, `130 ms`. */
export function milliseconds(spanMs: number): string {
  return `${spanMs < 10 ? spanMs.toFixed(1) : Math.round(spanMs).toString()} ms`;
}

const MOST_LISTED = 5;

/** `G1, G2 and 3 more`: a sentence stays a sentence. */
export function listed(items: readonly string[], most = MOST_LISTED, between = ', '): string {
  if (items.length <= most) return items.join(between);
  return `${items.slice(0, most).join(between)} and ${figure(items.length - most)} more`;
}

import type { GateFacts } from '../facts.ts';

/** A gate as people call it: `Gate G3 (North door)`. */
export function nameOf({ gateId, name }: Pick<GateFacts, 'gateId' | 'name'>): string {
  return name === null ? `Gate ${gateId}` : `Gate ${gateId} (${name})`;
}

/** `1 line`, `2 lines`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `G1`, `G1 and G2`, `G1, G2 and G3`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

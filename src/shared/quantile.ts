/** The value below which a share of the numbers lies (nearest rank); null where there are none. They come in order. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

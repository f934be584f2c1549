/** Powers of a thousand, as sticks are sold. */
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size on a disk: `12.4 GB`. */
export function formatBytes(size: number): string {
  const power = size < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(size) / 3));
  const value = size / 1_000 ** power;
  return `${power === 0 || value >= 100 ? Math.floor(value) : value.toFixed(1)} ${BYTE_UNITS[power]}`;
}

/**
 * How large a QR code's modules are in print. A code holds so many characters in each version (ISO/IEC 18004, table 7, error
 * correction M, as ticket shops print them), and a version's side has 17 modules and four more for each.
 */

const CAPACITIES = {
  numeric: [34, 63, 101, 149, 202, 255, 293, 365, 432, 513, 604, 691, 796],
  alphanumeric: [20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483],
  bytes: [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331],
} as const;

/** A side as tickets have it. */
const SIDE_MM = 30;

/** The smallest version that holds the code; null for one that is longer than any code that is looked up. */
export function qrVersionOf(code: string): number | null {
  const [capacities, length] = /^\d+$/u.test(code)
    ? [CAPACITIES.numeric, code.length]
    : /^[0-9A-Z $%*+./:-]+$/u.test(code)
      ? [CAPACITIES.alphanumeric, code.length]
      : [CAPACITIES.bytes, Buffer.byteLength(code, 'utf8')];
  const at = capacities.findIndex((capacity) => length <= capacity);
  return at === -1 ? null : at + 1;
}

/** The side of one module in millimetres, when the code is printed 30 mm wide. */
export function moduleMillimetres(version: number): number {
  return SIDE_MM / (17 + 4 * version);
}

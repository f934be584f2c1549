/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function resultCode(error: unknown): number | null {
  const { errcode } = error as { readonly errcode?: unknown };
  // oxlint-disable-next-line no-bitwise -- the primary code is the low byte of the extended one
  return typeof errcode === 'number' ? errcode & 0xff : null;
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === SQLITE_BUSY;
}

/** Tells whether the file itself is at fault, so that only a new one helps. */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/**
 * What a ticket's code may look like before anything is asked about it. A code is compared byte for byte
 * (`guide: qr_code`), so nothing here trims, folds case or normalises.
 */

/** Longest code, in UTF-8 bytes, that is looked up at all. */
export const MAX_CODE_BYTES = 255;

/** Why a code is unknown without a query. */
export type MalformedCode = 'empty' | 'too-long' | 'control-characters';

/** Tells why `code` can't be a ticket's, or null when it is worth a query. */
export function findMalformation(code: string): MalformedCode | null {
  if (code === '') return 'empty';
  if (new TextEncoder().encode(code).length > MAX_CODE_BYTES) return 'too-long';
  // \p{Cc} is C0, DEL and C1; a lone surrogate (\p{Cs}) has no UTF-8 form and would be looked up as something else.
  if (/[\p{Cc}\p{Cs}]/u.test(code)) return 'control-characters';
  return null;
}

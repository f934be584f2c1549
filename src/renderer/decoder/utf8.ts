/**
 * Whether bytes are UTF-8. Tickets are compared byte for byte, so nothing is guessed: bytes that are UTF-8 are UTF-8 (what every
 * ticket shop writes), others are ISO 8859-1, which the QR standard takes for granted, unless the code itself declares
 * another character set. The libraries guess among more (Shift_JIS for a few accented letters), and a wrong guess is a wrong code.
 */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

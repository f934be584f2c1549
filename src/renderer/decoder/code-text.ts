/**
 * The text of a code from its bytes. Tickets are compared byte for byte, so nothing is guessed here: bytes that are UTF-8 are UTF-8
 * (what every ticket shop writes), others are ISO 8859-1, which the QR standard takes for granted. The libraries guess
 * among more (Shift_JIS for a few accented letters), and a wrong guess is a wrong code.
 */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    // ignoreBOM keeps a leading byte order mark in the text: it is a byte of the code like any other.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not TextDecoder: its iso-8859-1 is windows-1252 by another name.
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
}

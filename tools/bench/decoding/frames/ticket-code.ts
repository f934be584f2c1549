import QRCode from 'qrcode';
import type { Random } from './random.ts';

/** A code to paint: its text and its modules, without the quiet zone. */
export type TicketCode = {
  readonly text: string;
  /** Modules on one side. */
  readonly size: number;
  readonly isDark: (column: number, row: number) => boolean;
};

const ERROR_CORRECTION_LEVELS = ['L', 'M', 'Q', 'H'] as const;
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-';

/** A ticket's code as web shops make them: a prefix and random letters, versions 2 to 6, any level of error correction. */
export function createTicketCode(random: Random): TicketCode {
  const errorCorrectionLevel = random.pick(ERROR_CORRECTION_LEVELS);
  const length = random.pick([12, 16, 24, 32, 36]);
  let text = random.pick(['TKT-', 'A1-', '']);
  while (text.length < length) text += ALPHABET.charAt(random.integer(0, ALPHABET.length - 1));
  // Non-ASCII text now and then: what the readers do with UTF-8 counts as much as what they see.
  if (random.chance(0.1)) text = `Zoë Ångström ${text.slice(0, 16)}`;
  return encode(text, errorCorrectionLevel);
}

/** What a code holds: text as UTF-8 bytes, or segments as the QR standard knows them. */
export type CodeContent = string | QRCode.QRCodeSegment[];

/** Shift_JIS of the characters that Kanji segments are tried with. */
const SHIFT_JIS: Readonly<Record<string, number>> = { 茗: 0xe4aa, 荷: 0x89d7 };

/** The modules of any content. */
export function encode(content: CodeContent, errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'): TicketCode {
  const isText = typeof content === 'string';
  const { modules } = QRCode.create(
    isText ? [{ data: new TextEncoder().encode(content), mode: 'byte' }] : content,
    { errorCorrectionLevel, toSJISFunc: (character) => SHIFT_JIS[character] ?? 0 },
  );
  return {
    text: isText ? content : '',
    size: modules.size,
    isDark: (column, row) => modules.get(row, column) !== 0,
  };
}

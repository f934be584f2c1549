import { DECIDED_VERDICTS } from '#shared/verdict.ts';

/** What is left of a decision whose line was damaged: enough to know the ticket purchase again, too little to replay it. */
export type UnreadableAdmission = {
  readonly logId: string | null;
  readonly sequence: number;
  /** As of a line that can be read. */
  readonly databaseId: string | null;
  readonly file: string;
  readonly lineNumber: number;
  /** SHA-256 of the code as hex. At least one of these two is there. */
  readonly codeDigest: string | null;
  readonly ticketPurchaseId: number | null;
  /** When it was at the door, or else when it was written, by this laptop's clock; null where neither can be read. */
  readonly doorTime: Date | null;
};

/** Where a line begins: a damaged newline makes one line of two. */
const BEGINNING = /(?=\{"version":)/u;
const CODE = /"sha256:(?<found>[0-9a-f]{64})"/u;
const TICKET_PURCHASE = /"ticketPurchaseId":(?<found>[1-9]\d{0,14}),/u;
const DOOR_TIME = /"doorTime":"(?<found>[^"]+)"/u;
const WRITTEN_AT = /"at":"(?<found>[^"]+)"/u;
const VERDICT = /"verdict":"(?<found>[^"]+)"/u;

/**
 * Fishes admissions out of the text of a line that can't be read. One damaged letter must not make a code green again, so
 * whatever does not clearly say that it was a refusal counts as an admission.
 */
export function fishAdmissions(
  text: string,
): Pick<UnreadableAdmission, 'codeDigest' | 'ticketPurchaseId' | 'doorTime'>[] {
  return text.split(BEGINNING).flatMap((piece) => {
    const codeDigest = find(CODE, piece);
    const ticketPurchaseId = find(TICKET_PURCHASE, piece);
    if (codeDigest === null && ticketPurchaseId === null) return [];
    const verdict = DECIDED_VERDICTS.find((known) => known === find(VERDICT, piece));
    if (verdict !== undefined && verdict !== 'admitted') return [];
    const doorTime = new Date(find(DOOR_TIME, piece) ?? find(WRITTEN_AT, piece) ?? NaN);
    return [
      {
        codeDigest,
        ticketPurchaseId: ticketPurchaseId === null ? null : Number(ticketPurchaseId),
        doorTime: Number.isNaN(doorTime.getTime()) ? null : doorTime,
      },
    ];
  });
}

function find(pattern: RegExp, text: string): string | null {
  return pattern.exec(text)?.groups?.['found'] ?? null;
}

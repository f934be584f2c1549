/** The file of one part of a log: `G1-concert-12-part-1.jsonl`. */
export type PartFileName = { readonly gateId: string; readonly concertId: number; readonly part: number };

const PART_FILE_NAME = /^(?<gateId>.+)-concert-(?<concertId>\d+)-part-(?<part>\d+)\.jsonl$/u;

export function partFileName({ gateId, concertId, part }: PartFileName): string {
  return `${gateId}-concert-${concertId}-part-${part}.jsonl`;
}

/** What a file's name says of it, or null when it is no log's. */
export function readPartFileName(name: string): PartFileName | null {
  const groups = PART_FILE_NAME.exec(name)?.groups;
  if (groups === undefined) return null;
  const { gateId = '', concertId, part } = groups;
  return { gateId, concertId: Number(concertId), part: Number(part) };
}

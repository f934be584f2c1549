import { createHash } from 'node:crypto';
import { z } from 'zod';
import { attemptIdSchema, instantSchema } from '#shared/attempt.ts';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';

/**
 * One line of an emergency log, exactly as `docs/emergency-log-format.md` describes it: a JSON object whose last field is
 * the SHA-256 of everything that stands before it in the line. So a text editor and `sha256sum` are enough to check it.
 */

/** The version of the format that this program writes. */
const LOG_FORMAT_VERSION = 1;

/** What the first line of a log names as the hash of the line before it. */
export const NO_PREVIOUS_HASH = '0'.repeat(64);

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/u);

/** What every line says first. */
const common = {
  version: z.literal(LOG_FORMAT_VERSION),
  logId: z.uuidv7(),
  /** Counts the lines of the log, first lines of its parts included, from 0. */
  sequence: z.int().nonnegative(),
  /** When it was written, by this laptop's clock. */
  at: instantSchema,
  gateId: z.string(),
  concertId: z.int().positive(),
  programVersion: z.string(),
};

/** What an attempt and a manual entry have in common. */
const admission = {
  attemptId: attemptIdSchema,
  ticketPurchaseId: z.int().positive().nullable(),
  operator: z.string(),
  doorTime: instantSchema,
  /** How far the database's clock was ahead of this laptop's, and how far that may be wrong; null: never measured. */
  clockOffsetMs: z.int().nullable(),
  clockUncertaintyMs: z.int().nonnegative().nullable(),
};

const begunSchema = z.strictObject({
  ...common,
  kind: z.literal('begun'),
  /** Counts the files of the log, from 1. */
  part: z.int().positive(),
  concertTitle: z.string(),
  /** The database that the part's decisions were made for, by its identity; null: it had never answered. Older ones lack it. */
  databaseId: z.string().nullable().optional(),
  previous: hashSchema,
});

const attemptSchema = z.strictObject({
  ...common,
  kind: z.literal('attempt'),
  ...admission,
  /** SHA-256 of the code's UTF-8 bytes: a laptop that is stolen must not give tickets away. */
  code: z.string().regex(/^sha256:[0-9a-f]{64}$/u),
  /** The code's last four characters, so that a person can compare with the paper; empty for a short code. */
  codeEnding: z.string(),
  verdict: z.enum(DECIDED_VERDICTS),
  basis: z.enum(['rules', 'lead']),
  /** The lead's reason; null where the rules decided. */
  note: z.string().nullable(),
  snapshotTakenAt: instantSchema.nullable(),
  durationMs: z.number().nonnegative(),
  retries: z.int().nonnegative(),
  previous: hashSchema,
});

const entrySchema = z.strictObject({
  ...common,
  kind: z.literal('entry'),
  ...admission,
  verdict: z.literal('admitted'),
  basis: z.literal('manual'),
  /** Name or number, as the lead was told. */
  who: z.string(),
  reason: z.string(),
  previous: hashSchema,
});

const decisionSchema = z.discriminatedUnion('kind', [attemptSchema, entrySchema]);
const contentSchema = z.discriminatedUnion('kind', [begunSchema, attemptSchema, entrySchema]);

/** What a line says, without its hash. */
export type LineContent = z.infer<typeof contentSchema>;
/** The first line of each part. */
export type BegunContent = z.infer<typeof begunSchema>;
/** A decision: an attempt that was judged here, or an entry that the lead wrote by hand. */
export type EntryContent = z.infer<typeof decisionSchema>;
type Unchecked<C> = C extends unknown ? Omit<C, 'version'> : never;

/** A line as its bytes (newline included) and its hash. */
export type ComposedLine<C extends LineContent> = {
  readonly content: C;
  readonly bytes: Buffer;
  readonly text: string;
  readonly hash: string;
};

/**
 * Puts a part's first line together.
 * @throws {z.ZodError} for content that could not be read back: a bug of the caller's.
 */
export function composeBegun(content: Unchecked<BegunContent>): ComposedLine<BegunContent> {
  return compose(begunSchema.parse({ ...content, version: LOG_FORMAT_VERSION }));
}

/**
 * Puts a decision's line together.
 * @throws {z.ZodError} for content that could not be read back: a bug of the caller's.
 */
export function composeEntry(content: Unchecked<EntryContent>): ComposedLine<EntryContent> {
  return compose(decisionSchema.parse({ ...content, version: LOG_FORMAT_VERSION }));
}

/** The fields stand in the order of the schema, so that every line looks alike to a person. */
function compose<C extends LineContent>(content: C): ComposedLine<C> {
  const hashed = JSON.stringify(content).slice(0, -1);
  const hash = createHash('sha256').update(hashed, 'utf8').digest('hex');
  const text = `${hashed},"hash":"${hash}"}`;
  return { content, bytes: Buffer.from(`${text}\n`, 'utf8'), text, hash };
}

/** What links a line to its neighbours, whatever else it says. */
const linkSchema = z.object({ logId: z.string(), sequence: z.int().nonnegative(), previous: hashSchema });

/** What could be read of a line. Each field is null where the line does not give it away. */
export type LineRead = {
  readonly text: string;
  /** The hash that the bytes have, and the one that the line claims. */
  readonly computedHash: string;
  readonly claimedHash: string | null;
  readonly link: z.infer<typeof linkSchema> | null;
  readonly content: LineContent | null;
};

/** A line's last field; what stands before it is what was hashed. */
const HASH_FIELD = /,"hash":"(?<hash>[0-9a-f]{64})"\}$/u;
const HASH_FIELD_LENGTH = ',"hash":""}'.length + 64;

/** Reads a line's bytes, without the newline. Never throws, whatever the bytes. */
export function readLine(bytes: Buffer): LineRead {
  const text = bytes.toString('utf8');
  const claimedHash = HASH_FIELD.exec(text)?.groups?.['hash'] ?? null;
  const hashed = claimedHash === null ? bytes : bytes.subarray(0, bytes.length - HASH_FIELD_LENGTH);
  const computedHash = createHash('sha256').update(hashed).digest('hex');
  const json = claimedHash === null ? null : parseJson(`${hashed.toString('utf8')}}`);
  const link = linkSchema.safeParse(json);
  const content = contentSchema.safeParse(json);
  return {
    text,
    computedHash,
    claimedHash,
    link: link.success ? link.data : null,
    content: content.success ? content.data : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

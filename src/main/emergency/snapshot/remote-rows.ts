import { z } from 'zod';
import { ON_ITS_OWN_KNOWN, ON_ITS_OWN_UNKNOWN } from '#shared/on-its-own.ts';

/** What the database may say. Its contents are input like any other: a row that can't be understood is told apart, never guessed at. */

/** The web version may leave a flag null that it never set. */
const flag = z
  .union([z.literal(0), z.literal(1), z.boolean()])
  .nullable()
  .transform(Boolean);
const instant = z.date().nullable();

const purchaseSchema = z.object({
  id: z.int().positive(),
  ticket_id: z.int().positive(),
  code: z.string().nullable(),
  status: z.enum(['valid', 'used', 'cancelled']),
  is_walk_in: flag,
  is_sold: flag,
  used_at: instant,
  used_gate_id: z.string().nullable(),
  attention_note: z.string().nullable(),
  student_name: z.string().nullable(),
  teacher_name: z.string().nullable(),
  changed_at: z.date(),
});
export type RemotePurchase = z.infer<typeof purchaseSchema>;

/** The least that is known of a row: enough to go on to the next, and to answer its code with `bad-data`. */
const unclearSchema = z.object({
  id: z.int().positive(),
  code: z.string().nullable().catch(null),
  changed_at: z.date().catch(new Date(0)),
});
type UnclearPurchase = z.infer<typeof unclearSchema>;

export type RemoteRow =
  | { readonly kind: 'clear'; readonly purchase: RemotePurchase }
  | { readonly kind: 'unclear'; readonly purchase: UnclearPurchase; readonly columns: string };

/** Reads a page of ticket purchases. A row without a usable id does not occur: the statements ask for none. */
export function readPurchases(result: unknown): RemoteRow[] {
  return rowsOf(result).flatMap((row): RemoteRow[] => {
    const clear = purchaseSchema.safeParse(row);
    if (clear.success) return [{ kind: 'clear', purchase: clear.data }];
    const unclear = unclearSchema.safeParse(row);
    if (!unclear.success) return [];
    return [{ kind: 'unclear', purchase: unclear.data, columns: columnsOf(clear.error) }];
  });
}

const concertSchema = z.object({
  id: z.int().positive(),
  title: z.string().nullable(),
  starts_at: instant,
  entry_opens_at: instant,
  entry_closes_at: instant,
  on_its_own_known: z.enum(ON_ITS_OWN_KNOWN),
  on_its_own_unknown: z.enum(ON_ITS_OWN_UNKNOWN),
});
const ticketKindSchema = z.object({
  id: z.int().positive(),
  concert_id: z.int().positive(),
  name: z.string().nullable(),
});
const gateSchema = z.object({ id: z.string(), name: z.string().nullable() });

/** What stands around the ticket purchases. */
export type Surroundings = {
  readonly concerts: readonly z.infer<typeof concertSchema>[];
  readonly ticketKinds: readonly z.infer<typeof ticketKindSchema>[];
  readonly gates: readonly z.infer<typeof gateSchema>[];
  /** Rows that can't be understood; what hangs on them is answered `bad-data`. */
  readonly unclear: number;
};

export function readSurroundings(results: readonly unknown[]): Surroundings {
  const concerts = sortOut(concertSchema, results[0]);
  const ticketKinds = sortOut(ticketKindSchema, results[1]);
  const gates = sortOut(gateSchema, results[2]);
  return {
    concerts: concerts.clear,
    ticketKinds: ticketKinds.clear,
    gates: gates.clear,
    unclear: concerts.unclear + ticketKinds.unclear + gates.unclear,
  };
}

function sortOut<T>(
  schema: z.ZodType<T>,
  result: unknown,
): { readonly clear: T[]; readonly unclear: number } {
  const rows = rowsOf(result);
  const clear = rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return { clear, unclear: rows.length - clear.length };
}

const extentId = z.coerce.number().nullable();
const serverSchema = z.tuple([z.object({ server_now: z.date(), first_id: extentId, last_id: extentId })]);

/** The server's clock, and the smallest and largest id. */
export function readServer(result: unknown): {
  readonly now: Date;
  readonly firstId: number;
  readonly lastId: number;
} {
  const [{ server_now, first_id, last_id }] = serverSchema.parse(result);
  return { now: server_now, firstId: first_id ?? 0, lastId: last_id ?? 0 };
}

const countSchema = z.tuple([z.object({ n: z.coerce.number() })]);

export function readCount(result: unknown): number {
  return countSchema.parse(result)[0].n;
}

function rowsOf(result: unknown): unknown[] {
  return z.array(z.unknown()).parse(result);
}

function columnsOf(error: z.ZodError): string {
  return error.issues.map((issue) => issue.path.join('.')).join(', ');
}

import { z } from 'zod';

/** The version of the settings file that this program writes. */
export const SETTINGS_VERSION = 1;

/** Bounds a time that a person may set, in milliseconds. */
const milliseconds = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

/**
 * A gate's settings: what one laptop must know that the database can't tell it. Every field has a default, so that an
 * empty file, or none, is a gate that works on the practice database.
 */
export const settingsSchema = z.strictObject({
  version: z.literal(SETTINGS_VERSION).default(SETTINGS_VERSION),
  gate: z
    .strictObject({
      /** Short id, as painted on the door: `G1`. */
      id: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$/u, 'a gate id is 1 to 16 letters, digits, - or _'),
    })
    .default({ id: 'G1' }),
  /** Who is on duty; goes with every attempt. */
  operator: z.string().max(100).default(''),
  /** `mysql://user:password@host:port/database`, or null for the practice database. */
  databaseUrl: z
    .url({ protocol: /^(mysql|mariadb)$/u })
    .nullable()
    .default(null),
  /** The concert this gate admits to, or null to take the one whose entry is open or opens next. */
  concertId: z.int().positive().nullable().default(null),
  /**
   * The age from which the snapshot is called old: while the database answers it is seconds behind, so this is about an
   * outage that goes on.
   */
  snapshotOldAfterMs: milliseconds(10_000, 24 * 60 * 60 * 1_000).default(30 * 60 * 1_000),
  /** How long an attempt may take in all before it is undecided. */
  attemptDeadlineMs: milliseconds(500, 30_000).default(3_000),
  screen: z
    .strictObject({
      /** How long each verdict stays before the screen scans again by itself. */
      admittedMs: milliseconds(300, 30_000).default(1_500),
      refusedMs: milliseconds(300, 30_000).default(4_000),
      undecidedMs: milliseconds(300, 30_000).default(4_000),
      isMirrored: z.boolean().default(true),
      /** The key that opens the field for typing a code; only the gate lead is told. */
      typingKey: z
        .string()
        .regex(/^F([1-9]|1[0-2])$/u, 'a function key, F1 to F12')
        .default('F8'),
      /** The key that opens the lead's screen. */
      leadKey: z
        .string()
        .regex(/^F([1-9]|1[0-2])$/u, 'a function key, F1 to F12')
        .default('F9'),
    })
    .prefault({}),
  camera: z
    .strictObject({
      /** The camera's device id, or null for the best there is. */
      deviceId: z.string().nullable().default(null),
    })
    .prefault({}),
  sound: z.strictObject({ volume: z.number().min(0).max(1).default(1) }).prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The settings of a gate that nobody has set up. */
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

import { z } from 'zod';
import { instantSchema } from './attempt.ts';
import { checkLineSchema } from './system-check.ts';

/** A gate's own check before the doors open: the database's lines, this laptop's, and three that only a person can answer. */

/** The code that is shown to the camera, on a phone or on paper: it is no ticket's, and never becomes an attempt. */
export const TEST_CODE = 'ADMIT-ONE-TEST';

const gateCheckLineSchema = checkLineSchema.extend({
  /** When it was looked at or answered, by this laptop's clock; null where nobody has yet. */
  at: instantSchema.nullable(),
});
export type GateCheckLine = z.infer<typeof gateCheckLineSchema>;

export const gateCheckSchema = z.strictObject({
  /** When the machine last looked, by this laptop's clock; null before the first time. */
  ranAt: instantSchema.nullable(),
  lines: z.array(gateCheckLineSchema),
});
export type GateCheck = z.infer<typeof gateCheckSchema>;

const pixelsSchema = z.int().positive().max(100_000);

/** This laptop's screen, in pixels. */
export const screenSizeSchema = z.strictObject({ widthPx: pixelsSchema, heightPx: pixelsSchema });
export type ScreenSize = z.infer<typeof screenSizeSchema>;

/** What a person has seen or heard. */
export const confirmationSchema = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('camera'),
    isGood: z.boolean(),
    /** Null where it was not read. */
    read: z
      .strictObject({
        /** From the picture that showed the test code until it was read. */
        inMs: z.number().nonnegative(),
        /** How wide the code stood in the picture. */
        widthPx: z.number().nonnegative(),
      })
      .nullable(),
  }),
  z.strictObject({
    what: z.literal('loudspeaker'),
    isGood: z.boolean(),
    /** As the settings say: 0 to 1. */
    volume: z.number().min(0).max(1),
  }),
  z.strictObject({ what: z.literal('screen'), isGood: z.boolean() }),
]);
export type Confirmation = z.infer<typeof confirmationSchema>;

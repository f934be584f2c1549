import { z } from 'zod';
import { answerSchema, attemptIdSchema, attemptSchema } from '../attempt.ts';
import { CAMERA_STATES } from '../gate-health.ts';
import { controlRoomCalls } from '../control-room.ts';
import { gateStateSchema } from '../gate-state.ts';
import { leadCalls, leadEvents } from '../lead.ts';
import { settingsSchema } from '../settings.ts';
import type { IpcCallName, IpcEventName } from './names.ts';

/**
 * Everything that may cross between a window and the main process. The preload, the main process's handlers and the
 * renderer's client are all made from these two tables; a call that is not here does not exist.
 */

/** What the screen needs of the settings: never the database's address or password. */
const screenSettingsSchema = settingsSchema
  .pick({
    screen: true,
    camera: true,
    sound: true,
    // The screen gives up on the main process itself a little later than this.
    attemptDeadlineMs: true,
  })
  .extend({
    /** What is wrong with the settings file, for the IT person; null when nothing is. */
    settingsProblem: z.string().nullable(),
  });
export type ScreenSettings = z.infer<typeof screenSettingsSchema>;

/** What the renderer may write into the log: a sentence and fields, never a code or a name. */
const rendererLogEntrySchema = z.strictObject({
  level: z.enum(['info', 'warn', 'error']),
  message: z.string().max(2_000),
  fields: z
    .record(z.string().max(50), z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]))
    .default({}),
});

/** Calls from a window, each answered once. */
export const ipcCalls = {
  'attempt:submit': { input: attemptSchema, output: answerSchema },
  /** The answer to this attempt is on the screen: until then a rescan of its code goes on under its id. */
  'attempt:shown': { input: z.strictObject({ attemptId: attemptIdSchema }), output: z.undefined() },
  'gate:get-state': { input: z.undefined(), output: gateStateSchema },
  /** The camera is another way than before: it goes with the gate's heartbeat. */
  'gate:report-camera': { input: z.strictObject({ state: z.enum(CAMERA_STATES) }), output: z.undefined() },
  'settings:get-screen': { input: z.undefined(), output: screenSettingsSchema },
  'log:write': { input: rendererLogEntrySchema, output: z.undefined() },
  ...leadCalls,
  ...controlRoomCalls,
  /** Asked by the kiosk's page when it starts: behind the control room it judges nobody. */
  'control-room:is-in-front': { input: z.undefined(), output: z.boolean() },
} as const satisfies Record<IpcCallName, { readonly input: z.ZodType; readonly output: z.ZodType }>;

/** News from the main process to the kiosk's window. */
export const ipcEvents = {
  'gate:state-changed': gateStateSchema,
  ...leadEvents,
  /** Whether the control room stands before the kiosk, where nobody sees a verdict. */
  'control-room:in-front': z.boolean(),
} as const satisfies Record<IpcEventName, z.ZodType>;

type IpcCall = IpcCallName;
export type IpcCallInput<C extends IpcCall> = z.input<(typeof ipcCalls)[C]['input']>;
export type IpcCallOutput<C extends IpcCall> = z.output<(typeof ipcCalls)[C]['output']>;
type IpcEvent = IpcEventName;
export type IpcEventPayload<E extends IpcEvent> = z.output<(typeof ipcEvents)[E]>;

/** What the preload puts on `window.admitOne`. */
export type AdmitOneBridge = {
  /** Calls the main process; rejects with an `Error` whose message is fit for the log when it refuses the call. */
  readonly call: <C extends IpcCall>(call: C, input: IpcCallInput<C>) => Promise<IpcCallOutput<C>>;
  /** Listens for news; returns the function that stops listening. */
  readonly on: <E extends IpcEvent>(event: E, listener: (payload: IpcEventPayload<E>) => void) => () => void;
};

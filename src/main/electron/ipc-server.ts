import type { IpcMain, WebContents } from 'electron';
import type { z } from 'zod';
import type { Logger } from '#main/log/logger.ts';
import { ipcCalls, ipcEvents } from '#shared/ipc/contract.ts';
import type { IpcCallOutput, IpcEventPayload } from '#shared/ipc/contract.ts';
import { IPC_CALL_NAMES } from '#shared/ipc/names.ts';
import type { CALLS_OF_WINDOWS, IpcCallName, IpcEventName, IpcReply, WindowKind } from '#shared/ipc/names.ts';
import { findCaller } from './ipc-sender.ts';
import type { IpcSender, WindowContents } from './ipc-sender.ts';

/** One function for every call that a window may make; each gets its input checked and has its output checked. */
export type IpcHandlers<W extends WindowKind> = {
  readonly [C in (typeof CALLS_OF_WINDOWS)[W][number]]: (
    input: z.output<(typeof ipcCalls)[C]['input']>,
  ) => IpcCallOutput<C> | Promise<IpcCallOutput<C>>;
};

type IpcServerOptions = {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly windows: WindowContents;
  /** What each window's calls do; a program without a kiosk has no handlers of its. */
  readonly handlers: { readonly [W in WindowKind]?: IpcHandlers<W> };
  readonly log: Logger;
};

/** Answers every call of the contract, and nothing that the contract does not name. */
export function setUpIpc(options: IpcServerOptions): void {
  for (const name of IPC_CALL_NAMES) {
    options.ipcMain.handle(name, (event, input: unknown) => answerCall(name, event, input, options));
  }
}

/** Sends news to the kiosk's window, if there is one; the payload is checked like a call's output. */
export function sendEvent<E extends IpcEventName>(
  name: E,
  payload: IpcEventPayload<E>,
  kiosk: WebContents | null,
): void {
  if (kiosk === null || kiosk.isDestroyed()) return;
  kiosk.send(name, ipcEvents[name].parse(payload));
}

/** The one way of a call: sender, input, handler, output. Never rejects; every refusal is logged with its reason. */
async function answerCall<C extends IpcCallName>(
  name: C,
  sender: IpcSender,
  input: unknown,
  { windows, handlers, log }: IpcServerOptions,
): Promise<IpcReply> {
  const refuse = (reason: string): IpcReply => {
    log.warn('Refused a call', { call: name, reason });
    return { ok: false, reason: `The call "${name}" was refused: ${reason}.` };
  };

  const caller = findCaller(name, sender, windows);
  if (!caller.ok) return refuse(caller.reason);
  const schemas: { readonly input: z.ZodType; readonly output: z.ZodType } = ipcCalls[name];
  const checkedInput = schemas.input.safeParse(input);
  if (!checkedInput.success) return refuse(`its input is wrong (${describeIssues(checkedInput.error)})`);
  // TypeScript can't follow that `name` picks schema and handler alike; `IpcHandlers` ties the two together.
  const ofWindow = handlers[caller.window] as Partial<Record<IpcCallName, (input: unknown) => unknown>>;
  const handler = ofWindow?.[name];
  if (handler === undefined) return refuse('this program has no such window');
  try {
    const checkedOutput = schemas.output.safeParse(await handler(checkedInput.data));
    if (checkedOutput.success) return { ok: true, value: checkedOutput.data };
    log.error('A call has an answer that breaks the contract', {
      call: name,
      issues: describeIssues(checkedOutput.error),
    });
  } catch (error) {
    log.error('A call failed', { call: name, error: String(error) });
  }
  return { ok: false, reason: `The call "${name}" failed; the log says why.` };
}

/** Where and what is wrong, without the value: it may be a ticket's code. */
function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.').slice(0, 60) || 'whole input'}: ${issue.code}`)
    .join(', ');
}

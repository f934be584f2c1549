import type { IpcMain, WebContents } from 'electron';
import type { z } from 'zod';
import type { Logger } from '#main/log/logger.ts';
import { ipcCalls, ipcEvents } from '#shared/ipc/contract.ts';
import type { IpcCallOutput, IpcEventPayload } from '#shared/ipc/contract.ts';
import { IPC_CALL_NAMES } from '#shared/ipc/names.ts';
import type { IpcCallName, IpcEventName, IpcReply } from '#shared/ipc/names.ts';
import { findForeignSender } from './ipc-sender.ts';
import type { IpcSender } from './ipc-sender.ts';

/** One function for every call of the contract; each gets its input checked and has its output checked. */
export type IpcHandlers = {
  readonly [C in IpcCallName]: (
    input: z.output<(typeof ipcCalls)[C]['input']>,
  ) => IpcCallOutput<C> | Promise<IpcCallOutput<C>>;
};

type IpcServerOptions = {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** The kiosk's web contents as they are now, or null while there is no window. */
  readonly kiosk: () => WebContents | null;
  readonly handlers: IpcHandlers;
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
  { kiosk, handlers, log }: IpcServerOptions,
): Promise<IpcReply> {
  const refuse = (reason: string): IpcReply => {
    log.warn('Refused a call', { call: name, reason });
    return { ok: false, reason: `The call "${name}" was refused: ${reason}.` };
  };

  const foreign = findForeignSender(sender, kiosk());
  if (foreign !== null) return refuse(foreign);
  const schemas: { readonly input: z.ZodType; readonly output: z.ZodType } = ipcCalls[name];
  const checkedInput = schemas.input.safeParse(input);
  if (!checkedInput.success) return refuse(`its input is wrong (${describeIssues(checkedInput.error)})`);
  // TypeScript can't follow that `name` picks schema and handler alike; `IpcHandlers` ties the two together.
  const handler = handlers[name] as (input: unknown) => unknown;
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

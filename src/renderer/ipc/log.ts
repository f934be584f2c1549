import type { AdmitOneBridge, IpcCallInput } from '#shared/ipc/contract.ts';

type LogFields = NonNullable<IpcCallInput<'log:write'>['fields']>;

/** Writes into the gate's log: a short sentence and fields, never a code or a name. */
export type RendererLog = {
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  readonly error: (message: string, fields?: LogFields) => void;
};

const MAX_TEXT = 2_000;

/** A log that goes to the main process, and is silent when that does not listen: scanning matters more. */
export function createRendererLog(bridge: AdmitOneBridge): RendererLog {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}): void => {
      bridge.call('log:write', { level, message: message.slice(0, MAX_TEXT), fields }).catch(() => undefined);
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/** The fields of whatever was thrown. */
export function fieldsOfError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error).slice(0, MAX_TEXT) };
  return {
    error: error.name,
    reason: error.message.slice(0, MAX_TEXT),
    stack: (error.stack ?? '').slice(0, MAX_TEXT),
  };
}

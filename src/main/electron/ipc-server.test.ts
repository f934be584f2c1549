import { NO_EMERGENCY } from '#shared/gate-state.ts';
import type { WebContents } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import type { LogFields, Logger } from '#main/log/logger.ts';
import { CALLS_OF_WINDOWS, IPC_CALL_NAMES } from '#shared/ipc/names.ts';
import type { IpcReply } from '#shared/ipc/names.ts';
import { sendEvent, setUpIpc } from './ipc-server.ts';
import type { IpcHandlers as HandlersOf } from './ipc-server.ts';

type IpcHandlers = HandlersOf<'kiosk'>;

type Invoke = (name: string, input: unknown, change?: object) => Promise<IpcReply>;

const STATE = {
  gate: { id: 'G1', name: null },
  operator: '',
  concert: null,
  connection: { state: 'online' as const },
  counts: null,
  emergency: NO_EMERGENCY,
  isPractice: false,
};
const ATTEMPT = {
  attemptId: '01980000-0000-7000-8000-000000000000',
  code: 'secret-code',
  doorTime: '2026-06-01T18:00:00.000Z',
  source: 'camera',
};

/** A handler for every call, which throws. */
const NOT_IN_THIS_TEST = Object.fromEntries(
  CALLS_OF_WINDOWS.kiosk.map((name) => [
    name,
    () => {
      throw new Error('not in this test');
    },
  ]),
) as unknown as IpcHandlers;

const ENDED_CHECK = { outcome: 'checked' as const, lines: [] };
const CONTROL_ROOM = {
  'log:write': () => {},
  'control-room:check': () => ENDED_CHECK,
} as unknown as HandlersOf<'control-room'>;

function startServer(change: Partial<IpcHandlers> = {}) {
  const logged: { readonly level: string; readonly sentence: string; readonly fields: LogFields }[] = [];
  const write =
    (level: string) =>
    (sentence: string, fields: LogFields = {}) =>
      void logged.push({ level, sentence, fields });
  const log: Logger = { info: write('info'), warn: write('warn'), error: write('error'), named: () => log };
  const registered = new Map<string, (event: object, input: unknown) => Promise<IpcReply>>();
  const send = vi.fn<WebContents['send']>();
  const kiosk = { isDestroyed: () => false, send } as unknown as WebContents;
  const controlRoom = { isDestroyed: () => false } as unknown as WebContents;
  const submit = vi.fn<IpcHandlers['attempt:submit']>(() => {
    throw new Error('Nobody should come this far.');
  });
  setUpIpc({
    ipcMain: {
      handle: (name, handler) => void registered.set(name, handler as never),
    },
    windows: { kiosk: () => kiosk, 'control-room': () => controlRoom },
    handlers: {
      kiosk: {
        ...NOT_IN_THIS_TEST,
        'attempt:submit': submit,
        'attempt:shown': () => {},
        'gate:get-state': () => STATE,
        'log:write': () => {},
        ...change,
      },
      'control-room': CONTROL_ROOM,
    },
    log,
  });
  const ours = { sender: kiosk, senderFrame: { url: 'admit-one://kiosk/index.html', parent: null } };
  const invoke: Invoke = async (name, input, event = {}) => {
    const handler = registered.get(name);
    if (handler === undefined) throw new Error(`no handler for ${name}`);
    return handler({ ...ours, ...event }, input);
  };
  const fromControlRoom = { sender: controlRoom };
  return { invoke, logged, submit, registered, kiosk, send, fromControlRoom };
}

describe('the IPC server', () => {
  test('answers the contract’s calls and registers no other', () => {
    expect([...startServer().registered.keys()].toSorted()).toEqual([...IPC_CALL_NAMES].toSorted());
  });

  test('answers the main frame of the kiosk’s window', async () => {
    expect(await startServer().invoke('gate:get-state', undefined)).toEqual({ ok: true, value: STATE });
  });

  test.each([
    ['another window', { sender: {} }, 'it is not from the kiosk window'],
    ['a frame that is gone', { senderFrame: null }, 'its frame is gone'],
    [
      'a frame inside the page',
      { senderFrame: { url: 'admit-one://kiosk/index.html', parent: {} } },
      'it is from a frame inside the page',
    ],
    [
      'another site in the kiosk’s window',
      { senderFrame: { url: 'https://kiosk/index.html', parent: null } },
      'it is from another origin',
    ],
    [
      'another host of our scheme',
      { senderFrame: { url: 'admit-one://other/', parent: null } },
      'it is from another origin',
    ],
    ['an empty page', { senderFrame: { url: 'about:blank', parent: null } }, 'it is from another origin'],
  ])('refuses %s and says why', async (_what, event, reason) => {
    const { invoke, logged, submit } = startServer();
    const reply = await invoke('attempt:submit', ATTEMPT, event);
    expect(reply).toEqual({ ok: false, reason: `The call "attempt:submit" was refused: ${reason}.` });
    expect(logged).toEqual([
      { level: 'warn', sentence: 'Refused a call', fields: { call: 'attempt:submit', reason } },
    ]);
    expect(submit).not.toHaveBeenCalled();
  });

  test('refuses input that breaks the contract without repeating it', async () => {
    const { invoke, logged, submit } = startServer();
    const reply = await invoke('attempt:submit', { ...ATTEMPT, attemptId: 'secret-id', [ATTEMPT.code]: 1 });
    expect(reply.ok).toBe(false);
    expect(JSON.stringify([reply, logged])).not.toContain('secret');
    expect(submit).not.toHaveBeenCalled();
  });

  test('keeps an answer that breaks the contract to itself', async () => {
    const { invoke, logged } = startServer({
      'gate:get-state': () => ({ ...STATE, password: 'secret' }) as never,
    });
    expect(await invoke('gate:get-state', undefined)).toEqual({
      ok: false,
      reason: 'The call "gate:get-state" failed; the log says why.',
    });
    expect(logged[0]).toMatchObject({ level: 'error', fields: { call: 'gate:get-state' } });
  });

  test('answers for a handler that throws', async () => {
    const { invoke, logged } = startServer();
    expect(await invoke('attempt:submit', ATTEMPT)).toMatchObject({ ok: false });
    expect(logged[0]).toMatchObject({
      level: 'error',
      fields: { error: 'Error: Nobody should come this far.' },
    });
  });
});

describe('a second window', () => {
  test('is answered what is its own', async () => {
    const { invoke, fromControlRoom } = startServer();
    expect(await invoke('control-room:check', undefined, fromControlRoom)).toEqual({
      ok: true,
      value: ENDED_CHECK,
    });
    expect(await invoke('log:write', { level: 'info', message: 'x' }, fromControlRoom)).toMatchObject({
      ok: true,
    });
  });

  test('is refused what the kiosk’s is answered, and the kiosk’s what is its own', async () => {
    const { invoke, fromControlRoom, submit } = startServer();
    for (const name of CALLS_OF_WINDOWS.kiosk.filter((call) => call !== 'log:write')) {
      expect(await invoke(name, undefined, fromControlRoom)).toEqual({
        ok: false,
        reason: `The call "${name}" was refused: it is not from the kiosk window.`,
      });
    }
    for (const name of CALLS_OF_WINDOWS['control-room'].filter((call) => call !== 'log:write')) {
      expect(await invoke(name, undefined)).toEqual({
        ok: false,
        reason: `The call "${name}" was refused: it is not from the control-room window.`,
      });
    }
    expect(submit).not.toHaveBeenCalled();
  });
});

describe('an event', () => {
  test('goes to the kiosk’s window', () => {
    const { kiosk, send } = startServer();
    sendEvent('gate:state-changed', STATE, kiosk);
    expect(send).toHaveBeenCalledExactlyOnceWith('gate:state-changed', STATE);
  });

  test('goes nowhere while there is no window', () => {
    expect(() => sendEvent('gate:state-changed', STATE, null)).not.toThrow();
  });

  test('that breaks the contract is a bug, and is not sent', () => {
    const { kiosk, send } = startServer();
    expect(() => sendEvent('gate:state-changed', { ...STATE, extra: 1 } as never, kiosk)).toThrow();
    expect(send).not.toHaveBeenCalled();
  });
});

import { contextBridge, ipcRenderer } from 'electron';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { IPC_CALL_NAMES, IPC_EVENT_NAMES } from '#shared/ipc/names.ts';
import type { IpcReply } from '#shared/ipc/names.ts';

const calls: ReadonlySet<string> = new Set(IPC_CALL_NAMES);
const events: ReadonlySet<string> = new Set(IPC_EVENT_NAMES);

// The page can reach the names of the contract and no other channel: neither `ipcRenderer` nor its event object is handed on.
const bridge: AdmitOneBridge = {
  call: async (call, input) => {
    if (!calls.has(call)) throw new Error(`There is no call "${call}".`);
    const reply: IpcReply = await ipcRenderer.invoke(call, input);
    if (!reply.ok) throw new Error(reply.reason);
    // The main process has checked it against the contract's schema for this call.
    return reply.value as Awaited<ReturnType<typeof bridge.call<typeof call>>>;
  },
  on: (event, listener) => {
    if (!events.has(event)) throw new Error(`There is no event "${event}".`);
    const receive = (_event: unknown, payload: unknown) =>
      listener(payload as Parameters<typeof listener>[0]);
    ipcRenderer.on(event, receive);
    return () => {
      ipcRenderer.removeListener(event, receive);
    };
  },
};

contextBridge.exposeInMainWorld('admitOne', bridge);

import type { AdmitOneBridge } from '#shared/ipc/contract.ts';

declare global {
  // Merging into the window's type is only possible with an interface.
  // eslint-disable-next-line typescript/consistent-type-definitions
  interface Window {
    /** Put there by the preload. */
    readonly admitOne: AdmitOneBridge;
  }
}

import type { LocalSnapshot } from './local-snapshot.ts';

/** Takes the public half of the lead's key into use; the rows that are sealed to another one are left to the sweep. */
export function takeSearchKey(local: LocalSnapshot, publicKey: string): void {
  if (local.now().state.get('search_key') === publicKey) return;
  local.transaction(() => {
    const { state } = local.now();
    state.put('search_key', publicKey);
    state.put('is_search_complete', 0);
    state.put('sweep_cursor', 0);
  });
  local.sealTo(publicKey);
}

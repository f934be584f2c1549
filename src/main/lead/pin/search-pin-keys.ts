import {
  createSearchKeys,
  openSearchKey,
  type SearchKey,
  wrapSearchKey,
  type WrappedSearchKey,
} from '#main/emergency/snapshot/search-keys.ts';
import type { PinKeys } from './pin-keys.ts';

/** The PIN opens the key to the snapshot's names. */
export const searchPinKeys: PinKeys<WrappedSearchKey, SearchKey> = {
  async create(pin) {
    const { wrapped, searchKey } = await createSearchKeys(pin);
    return { wrapped, opened: searchKey };
  },
  open: openSearchKey,
  rewrap: (_wrapped, opened, pin) => wrapSearchKey(opened, pin),
};

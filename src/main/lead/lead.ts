import type { LeadLock } from '#shared/lead.ts';
import type { LeadCalls } from './lead-calls.ts';

/** The lead's room: what stands behind the PIN. */
export type Lead = { readonly calls: LeadCalls };

const lock = (): LeadLock => ({ isPinSet: false, isUnlocked: false, nextTryAt: null, locksAt: null });
const locked = () => ({ outcome: 'locked' as const });

/** Opens the lead's room. Nothing stands behind the lock yet. */
export function openLead(): Lead {
  return {
    calls: {
      'lead:get-lock': lock,
      'lead:unlock': () => ({ outcome: 'no-pin-set', lock: lock() }),
      'lead:choose-pin': () => ({ outcome: 'failed', lock: lock(), problem: 'No PIN can be kept yet.' }),
      'lead:lock': lock,
      'lead:stay': lock,
      'lead:get-overview': locked,
      'lead:find-guests': locked,
      'lead:admit': locked,
      'lead:write-entry': locked,
      'lead:close-conflict': locked,
      'lead:list-destinations': locked,
      'lead:choose-folder': locked,
      'lead:export': locked,
    },
  };
}

import type { GateState } from '#shared/gate-state.ts';
import { type Section, SECTIONS } from './words/desk-words.ts';

/** The sections in their order: before the doors open the check comes first, and afterwards last. */
export function sectionsAt(concert: GateState['concert'], now: Date): readonly Section[] {
  const opensAt = concert?.entryOpensAt ?? null;
  const areDoorsOpen = opensAt !== null && now.getTime() >= Date.parse(opensAt);
  return areDoorsOpen ? SECTIONS : ['check', ...SECTIONS.filter((section) => section !== 'check')];
}

import type { z } from 'zod';
import type { leadCalls } from '#shared/lead.ts';

type Calls = typeof leadCalls;
/** Every call that the lead's screen can make, by its name in the contract. */
export type LeadCallName = keyof Calls;
type LeadInput<C extends LeadCallName> = z.output<Calls[C]['input']>;
type LeadOutput<C extends LeadCallName> = z.output<Calls[C]['output']>;

/** What each of the lead's calls does; the wrapper has checked who asks and with what. */
export type LeadCalls = {
  readonly [C in LeadCallName]: (input: LeadInput<C>) => LeadOutput<C> | Promise<LeadOutput<C>>;
};

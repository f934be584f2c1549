import type { UndecidedCause } from '#shared/attempt.ts';
import { UNDECIDED_CAUSES, type CauseInWords } from '#shared/undecided.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Away } from './control-room-calls.ts';

/** Where what is said at a gate would make no sense to somebody who scans nothing. */
const WORDS_OF_THE_ROOM: Partial<Record<UndecidedCause, CauseInWords>> = {
  busy: {
    problem: 'The database was busy with something else.',
    advice: 'It is asked again by itself. If it stays so, tell the IT person.',
  },
  'no-answer-in-time': {
    problem: 'The database did not answer in time.',
    advice:
      'It is asked again by itself. If it stays so, the network or the server is too slow: tell the IT person.',
  },
  'access-denied': {
    problem: 'The database refuses this laptop’s user or password.',
    advice: 'Check the user, password and database name in this laptop’s settings.',
  },
  'bad-data': {
    problem: 'The database holds a value that this program does not know.',
    advice: 'The program’s log names the row and the column: tell the IT person.',
  },
  unexpected: {
    problem: 'Something went wrong that this program did not expect.',
    advice: 'It is asked again by itself. The program’s log has the details.',
  },
};

/** What of a call's failure goes into the log: a window that asks every two seconds must not fill it. */
type Complaints = {
  readonly failed: (call: string, error: unknown) => void;
  readonly answered: (call: string) => void;
  /** What fails from now on fails because the room is closed. */
  readonly end: () => void;
};

/** Notes the first failure of a call, another one when it is another, and that the call is answered again. */
export function createComplaints(log: Logger): Complaints {
  const noted = new Map<string, string>();
  let hasEnded = false;
  return {
    failed: (call, error) => {
      const described = describeError(error);
      if (hasEnded || noted.get(call) === described.message) return;
      noted.set(call, described.message);
      log.warn('The control room was not answered', { call, ...described });
    },
    answered: (call) => {
      if (noted.delete(call)) log.info('The control room is answered again', { call });
    },
    end: () => {
      hasEnded = true;
    },
  };
}

/** Has a call answer `away` in words where it would throw: the window goes on and asks again. */
export function orAway<Input, Output>(
  call: string,
  work: (input: Input) => Promise<Output>,
  complaints: Complaints,
) {
  return async (input: Input): Promise<Output | Away> => {
    try {
      const reply = await work(input);
      complaints.answered(call);
      return reply;
    } catch (error) {
      complaints.failed(call, error);
      const { cause } = classifyFailure(error);
      return { outcome: 'away', ...(WORDS_OF_THE_ROOM[cause] ?? UNDECIDED_CAUSES[cause]) };
    }
  };
}

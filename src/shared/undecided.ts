import type { UndecidedCause } from './attempt.ts';

/** What is wrong and what to do, for the gate lead: the volunteer only ever sees the seed's words. */
export type CauseInWords = { readonly problem: string; readonly advice: string };

/** The words for each cause of an undecided attempt. */
export const UNDECIDED_CAUSES = {
  busy: {
    problem: 'Other gates were working on the same ticket.',
    advice: 'Scan again. If it keeps happening, tell the coordinator.',
  },
  'database-unreachable': {
    problem: 'The database server cannot be reached.',
    advice: 'Check this laptop’s network cable or Wi-Fi, then the server.',
  },
  'no-answer-in-time': {
    problem: 'The database did not answer in time.',
    advice: 'Scan again. If it keeps happening, the network or the server is too slow: tell the IT person.',
  },
  'too-many-connections': {
    problem: 'The database has no connection left for this gate.',
    advice: 'Close programs that use the database, or raise max_connections.',
  },
  'access-denied': {
    problem: 'The database refuses this gate’s user or password.',
    advice: 'Check the user, password and database name in this gate’s settings.',
  },
  'no-such-database': {
    problem: 'The server has no database of that name.',
    advice:
      'Check the database’s name in this gate’s settings, or create it on the server and run “admit-one migrate”.',
  },
  'password-expired': {
    problem: 'The password of this gate’s database user has expired.',
    advice: 'Set a new password on the server, then put it into this gate’s settings.',
  },
  'read-only': {
    problem: 'The database is read-only.',
    advice: 'This is a replica, or the server was set read-only: connect to the writing server.',
  },
  'disk-full': {
    problem: 'The database server’s disk is full.',
    advice: 'Free space on the server at once: nothing can be recorded until then.',
  },
  'no-quorum': {
    problem: 'This database node has lost its cluster.',
    advice: 'Connect to a node that is part of the cluster, or bring the cluster back.',
  },
  'not-migrated': {
    problem: 'The database lacks tables or columns of this program.',
    advice: 'Run “admit-one migrate” once, from any laptop.',
  },
  'no-concert': {
    problem: 'This gate cannot tell which concert it is for.',
    advice: 'Give tonight’s concert its entry times in the database, or name its id in this gate’s settings.',
  },
  'bad-data': {
    problem: 'The database holds a value for this ticket that this program does not know.',
    advice: 'Let the lead decide at the door; the log names the row.',
  },
  'attempt-id-reused': {
    problem: 'The attempt’s id was used for another code before.',
    advice: 'Scan again. If it keeps happening, start the program again and tell the IT person.',
  },
  'lead-needed': {
    problem: 'This gate is on its own, and only the lead may let this ticket in.',
    advice: 'Call the gate lead.',
  },
  'snapshot-incomplete': {
    problem: 'The database cannot be reached, and this laptop’s snapshot is not complete yet.',
    advice: 'Send the guest to another gate, or let the lead decide at the door.',
  },
  'log-disk-full': {
    problem: 'The database cannot be reached, and this laptop’s disk is full: nothing can be written down.',
    advice: 'Write name and time on paper, and free space on this laptop at once.',
  },
  'log-unwritable': {
    problem: 'The database cannot be reached, and the emergency log cannot be written on this laptop.',
    advice: 'Write name and time on paper, and use another laptop.',
  },
  'gate-in-use': {
    problem: 'The database cannot be reached, and another program on this laptop runs the same gate.',
    advice: 'Close the other program, and tell the IT person.',
  },
  unexpected: {
    problem: 'Something went wrong that this program did not expect.',
    advice: 'Scan again. If it keeps happening, the log has the details.',
  },
} as const satisfies Record<UndecidedCause, CauseInWords>;

import type { UndecidedCause } from '#shared/attempt.ts';

/**
 * What somebody does about a cause that stays, while the gate goes on or sends its guests elsewhere. Not the advice for one
 * undecided attempt (`src/shared/undecided.ts`): whoever was told to scan again would present guests a second time who were
 * green, and see them red.
 */
export const STANDING_ADVICE = {
  busy: 'Tell the IT person: the database has too much to do.',
  'database-unreachable':
    'Check this laptop’s network cable or Wi-Fi. If other gates are cut off too, tell the IT person: it is the network or the server.',
  'no-answer-in-time':
    'Check this laptop’s network cable or Wi-Fi, and tell the IT person: the network or the server is too slow.',
  'too-many-connections':
    'Tell the IT person: other programs that use the database should be closed, or max_connections raised.',
  'access-denied':
    'Tell the IT person: the user, password or database name in this gate’s settings is not the server’s.',
  'no-such-database':
    'Tell the IT person: the database’s name in this gate’s settings is wrong, or it was not made yet (“admit-one migrate”).',
  'password-expired':
    'Tell the IT person: the server wants a new password for this gate’s user, then this gate’s settings do.',
  'read-only':
    'Tell the IT person: this is a replica, or the server was set read-only. Gates need the writing server.',
  'disk-full': 'Tell the IT person at once: the database server needs free space.',
  'no-quorum':
    'Tell the IT person: the cluster must come back, or this gate be connected to a node that is part of it.',
  'not-migrated': 'Tell the IT person: “admit-one migrate” must be run once, from any laptop.',
  'no-concert':
    'Tell the IT person: tonight’s concert needs its entry times in the database, or its id in this gate’s settings.',
  'bad-data': 'Tell the IT person: this program’s log names the row.',
  'attempt-id-reused': 'Tell the IT person: this program’s log has the details.',
  'lead-needed': 'The gate lead decides about the guest who waits.',
  'snapshot-incomplete':
    'Check this laptop’s network cable or Wi-Fi: once the database answers, the rest of the tickets is copied.',
  'log-disk-full':
    'Write names and times on paper, and free space on this laptop at once: empty the wastebasket, delete downloads.',
  'log-unwritable':
    'Write names and times on paper, use another laptop if there is one, and tell the IT person.',
  'gate-in-use': 'Write names and times on paper, close the other program, and tell the IT person.',
  unexpected: 'Tell the IT person: this program’s log has the details.',
} as const satisfies Record<UndecidedCause, string>;

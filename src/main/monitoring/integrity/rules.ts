/**
 * What must hold after the night (ADR 0014), in the order in which it is told: the equation, then who came in, then the logs
 * against the database, then what still waits for a person.
 */
export const INTEGRITY_RULES = {
  equation: {
    holds: 'Sold + walk-ins sold - cancelled = admitted + not arrived, for every kind of ticket',
    advice:
      'The ticket purchases that the rules below name are what tips it: settle those, then verify again.',
  },
  'used-without-attempt': {
    holds: 'Every used ticket purchase has an attempt that admitted it',
    advice:
      'Find out who marked it as used: the web version leaves no attempt, and neither does a change by hand. A gate that is not verified here may have its line in its emergency log.',
  },
  'used-with-many-attempts': {
    holds: 'No ticket purchase was admitted more than once without a conflict that names all of it',
    advice:
      'Replay the gates’ logs again: that opens the conflict. If it stays, the IT person compares the attempts.',
  },
  'attempt-without-used': {
    holds: 'Every ticket purchase that an attempt admitted is used',
    advice:
      'Somebody made the ticket purchase valid again after its guest had come in: find out who and why.',
  },
  'attempt-without-purchase': {
    holds: 'Every attempt that names a ticket purchase, or admitted by the rules, has one in the database',
    advice: 'A ticket purchase was deleted after it was scanned: bring it back from the newest backup.',
  },
  'other-concert-admitted': {
    holds: 'Every admission was at a gate of the ticket purchase’s own concert',
    advice: 'The ticket’s concert was changed after its guest had come in: find out who and why.',
  },
  'admitted-by-other-code': {
    holds: 'Every admission by the rules is of the code that its ticket purchase has',
    advice:
      'Either the ticket purchase was given another code after its guest had come in, or the attempt names another’s ticket purchase: find out which, and who changed it.',
  },
  'used-at-other-gate': {
    holds: 'Every used ticket purchase names a gate that admitted it',
    advice: 'Compare the ticket purchase with its attempt: one of the two was changed after the night.',
  },
  'status-unknown': {
    holds: 'Every ticket purchase has a status that this program knows',
    advice:
      'No gate can decide about it, and the equation counts it as sold and neither as cancelled nor as not arrived: set it to valid, used or cancelled.',
  },
  'purchase-without-ticket': {
    holds: 'Every ticket purchase belongs to a ticket that there is',
    advice:
      'Its ticket was deleted, so it is in no concert’s books and no gate finds it: bring the ticket back from a backup, or settle with its guest.',
  },
  'unsold-walk-in-used': {
    holds: 'No walk-in that nobody paid for was used',
    advice: 'Look for its money in the box office, and mark it as sold if it was.',
  },
  'cancelled-used': {
    holds: 'No cancelled ticket purchase was admitted',
    advice:
      'It was cancelled after its guest had come in, or a gate on its own did not know of it: decide whether the cancelling stands.',
  },
  'impossible-time': {
    holds: 'Every attempt was at a time that is possible',
    advice:
      'See whether that gate’s laptop had a wrong clock (the system check tells), and whether somebody changed the concert’s entry times afterwards.',
  },
  'log-broken': {
    holds: 'Every emergency log is whole',
    advice:
      'Fetch the file from the laptop itself once more; “admit-one log verify” shows where it is damaged.',
  },
  'log-gap': {
    holds: 'No line is missing in an emergency log',
    advice: 'Look for the log’s other parts on that gate’s laptop (emergency-log in the user-data folder).',
  },
  'log-line-missing': {
    holds: 'Every line of an emergency log is in the database',
    advice: 'Put it in: “admit-one log replay FILE”.',
  },
  'log-line-twice': {
    holds: 'No admission stands in two lines',
    advice: 'Compare the two: a log was copied and went on in both places, or somebody added a line.',
  },
  'log-line-differs': {
    holds: 'Every line says what the database says',
    advice: 'Compare the line with the attempt: one of the two was changed after the night.',
  },
  'log-of-other-database': {
    holds: 'No log was written for another database',
    advice:
      'Leave a rehearsal’s log out. If it belongs into this database all the same: “admit-one log replay --other-database FILE”.',
  },
  'emergency-attempt-without-line': {
    holds: 'Every attempt that a gate decided on its own stands in that gate’s log',
    advice: 'Fetch the whole log from that gate’s laptop; if it is whole, the row was not written by a gate.',
  },
  'gate-log-not-given': {
    holds: 'Every log that the database knows of was looked at',
    advice: 'Fetch it from that gate’s laptop (emergency-log in the user-data folder) and verify with it.',
  },
  'pending-lines': {
    holds: 'No gate has lines that are not in the database yet',
    advice: 'Start that gate’s laptop near the database and wait, or replay its log from a stick.',
  },
  'set-aside': {
    holds: 'No line is set aside that nobody has looked into',
    advice:
      '“admit-one log set-aside” says of each what to do; what can’t go in is closed with a name and a reason: “admit-one log set-aside close”.',
  },
  'conflict-open': {
    holds: 'No conflict is open',
    advice: 'Look at both sides, then close it with a name and a reason: “admit-one conflicts close”.',
  },
  'conflict-without-admission': {
    holds: 'Every side of a conflict is an admission',
    advice: 'The attempt that it names admitted nobody: one of the two rows was changed after the night.',
  },
} as const satisfies Readonly<Record<string, { readonly holds: string; readonly advice: string }>>;

/** A rule's id: stable, for scripts and tests. */
export type IntegrityRule = keyof typeof INTEGRITY_RULES;

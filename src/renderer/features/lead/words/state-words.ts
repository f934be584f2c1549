import type { GateState } from '#shared/gate-state.ts';

export const STATE_WORDS = {
  what: {
    connecting: 'Connecting to the database',
    online: 'Online',
    'catching-up': 'Catching up with the database',
    'on-its-own': 'This gate is on its own',
    away: 'No database, and this gate can’t decide',
  } satisfies Record<GateState['connection']['state'], string>,
  means: {
    connecting: 'The database has not answered yet.',
    online: 'Every verdict is in the database before it is shown.',
    'catching-up': 'New scans go to the database. What was decided here goes in by itself.',
    'on-its-own':
      'It decides from its copy of the tickets and writes every decision to this laptop’s disk. When the database is back, everything goes in by itself.',
    away: 'Every scan is amber until the database answers.',
  } satisfies Record<GateState['connection']['state'], string>,
  since: (time: string, span: string) => `since ${time} (${span})`,
  doNow: 'What to do now',
  controlRoom: 'Open the control room',
  controlRoomHint:
    'The whole night above this screen: all gates, alerts, conflicts. It closes itself when nobody touches it for five minutes.',
  nothing: 'Nothing. Go on scanning.',
  goOn: 'Go on scanning. Nothing has to be switched on.',
  leaveOn: 'Leave this laptop switched on, and the program running.',
  otherGate: 'Send guests to a gate that works. Where there is none, write names and times on paper.',
  oldCopy:
    'The copy of the tickets is old: guests who bought one since are unknown here. Look at their receipts, and write them down.',
  pending: 'To be sent',
  setAside: 'Set aside',
  conflicts: 'Open conflicts',
  tickets: 'Tickets known here',
  ticketsAsOf: (time: string, span: string) => `as of ${time}, ${span} ago`,
  ticketsNow: (time: string) => `as of ${time}`,
  incomplete: 'not all of them yet',
  none: 'none yet',
  unknown: 'not known',
  log: 'Emergency log',
  logFine: 'Can be written',
  logFolder: 'Its folder',
  lastCheck: (time: string, counts: string) => `Checked ${time}: ${counts}.`,
  neverChecked: 'This gate was not checked yet.',
  findings: 'Found in the log: show this to the IT person',
} as const;

import type { Books, LogEntry, RecordedAttempt } from './books.ts';
import type { RaceAnswer } from './race.ts';

/** What a night came to: what was shown at the doors against what stands in the database and in the gates' logs. */
export type Account = {
  /** Answers that were shown. */
  readonly attempts: number;
  readonly admitted: number;
  /** Greens that the database does not have, and guests with a good ticket who never saw a green. */
  readonly lost: number;
  /** Codes that were admitted more than once without being a conflict with every side named. */
  readonly doubled: number;
  readonly conflicts: number;
  /** All that is wrong, in sentences; lost and doubled ones among them. */
  readonly findings: readonly string[];
};

/**
 * Settles the account. `codes` are those of all good tickets that were presented: each must have been shown green. Every
 * rule looks at what was shown, not at what a gate says of itself.
 */
export function settleAccount(
  books: Books,
  answers: readonly RaceAnswer[],
  codes: readonly string[],
): Account {
  const shown = shownGreens(answers);
  const lost = [...findLost(books, shown), ...findTurnedAway(shown, codes)];
  const doubled = findDoubled(books, shown);
  return {
    attempts: answers.length,
    admitted: new Set(shown.map(({ attemptId }) => attemptId)).size,
    lost: lost.length,
    doubled: doubled.length,
    conflicts: new Set(books.sides.map(({ ticketPurchaseId }) => ticketPurchaseId)).size,
    findings: [
      ...lost,
      ...doubled,
      ...findNeedlessConflicts(books),
      ...findUnevenPurchases(books),
      ...findUnwritten(books, answers),
      ...findUnmatchedLines(books),
      ...findLinelessAttempts(books),
      ...books.setAside.map(({ gateId, reason }) => `${gateId}: a line was set aside (${reason})`),
      ...books.logFindings,
    ],
  };
}

type Green = { readonly gateId: string; readonly code: string; readonly attemptId: string };

function shownGreens(answers: readonly RaceAnswer[]): Green[] {
  return answers.flatMap(({ gateId, code, answer }) =>
    answer.verdict === 'admitted' ? [{ gateId, code, attemptId: answer.attemptId }] : [],
  );
}

function isAdmitted({ verdict }: { readonly verdict: string }): boolean {
  return verdict === 'admitted';
}

function findLost(books: Books, shown: readonly Green[]): string[] {
  const codeOf = new Map(books.purchases.map(({ id, code }) => [id, code]));
  const recorded = new Set(
    books.attempts
      .filter(isAdmitted)
      .map(({ attemptId, ticketPurchaseId }) => `${attemptId} ${codeOf.get(ticketPurchaseId ?? 0)}`),
  );
  return shown
    .filter(({ attemptId, code }) => !recorded.has(`${attemptId} ${code}`))
    .map(({ gateId, attemptId, code }) => `${gateId} showed ${code} green (${attemptId}), and it is lost`);
}

function findTurnedAway(shown: readonly Green[], codes: readonly string[]): string[] {
  const green = new Set(shown.map(({ code }) => code));
  return codes.filter((code) => !green.has(code)).map((code) => `${code} was never shown green`);
}

/**
 * A code that was admitted under several attempts must be a conflict with all of them as its sides, and the database can
 * have decided one of them at the most: the others were let in by gates that were cut off.
 */
function findDoubled(books: Books, shown: readonly Green[]): string[] {
  return books.purchases.flatMap(({ id, code }) => {
    const recorded = books.attempts.filter((each) => each.ticketPurchaseId === id && isAdmitted(each));
    const greens = shown.filter((green) => green.code === code).map(({ attemptId }) => attemptId);
    const attemptIds = new Set([...recorded.map(({ attemptId }) => attemptId), ...greens]);
    if (attemptIds.size < 2) return [];
    const sides = books.sides.filter(({ ticketPurchaseId }) => ticketPurchaseId === id);
    const named = new Set(sides.map(({ attemptId }) => attemptId));
    const unnamed = [...attemptIds].filter((attemptId) => !named.has(attemptId));
    const byDatabase = recorded.filter(({ decidedBy }) => decidedBy === 'database');
    if (unnamed.length > 0)
      return [
        `${code} was admitted under ${[...attemptIds].join(' and ')}, and ${unnamed.join(' and ')} is no side of a conflict`,
      ];
    return byDatabase.length > 1 ? [`${code} was admitted twice by the database itself`] : [];
  });
}

function findNeedlessConflicts({ sides, attempts }: Books): string[] {
  const admitted = new Set(attempts.filter(isAdmitted).map(({ attemptId }) => attemptId));
  const byPurchase = Map.groupBy(sides, ({ ticketPurchaseId }) => ticketPurchaseId);
  return [...byPurchase].flatMap(([id, sidesOfIt]) => [
    ...(sidesOfIt.length < 2 ? [`the conflict of ticket purchase ${id} has one side only`] : []),
    ...sidesOfIt
      .filter(({ attemptId }) => attemptId === null || !admitted.has(attemptId))
      .map(
        ({ attemptId }) => `the conflict of ticket purchase ${id} names ${attemptId}, which admitted nobody`,
      ),
  ]);
}

function findUnevenPurchases({ purchases, attempts }: Books): string[] {
  const admitted = new Set(attempts.filter(isAdmitted).map(({ ticketPurchaseId }) => ticketPurchaseId));
  return purchases.flatMap(({ id, code, status }) => {
    if (status === 'used' && !admitted.has(id)) return [`${code} is used, and no attempt admitted it`];
    if (status !== 'used' && admitted.has(id)) return [`${code} was admitted, and is ${status}`];
    return [];
  });
}

/** What a gate decides on its own must stand in its log. */
function findUnwritten({ lines }: Books, answers: readonly RaceAnswer[]): string[] {
  const written = new Map(lines.map((line) => [line.attemptId, line.verdict]));
  return answers
    .filter(
      ({ answer }) => answer.decidedBy === 'emergency' && written.get(answer.attemptId) !== answer.verdict,
    )
    .map(
      ({ gateId, code, answer }) =>
        `${gateId} answered ${code} ${answer.verdict} by itself, and its log says ${written.get(answer.attemptId) ?? 'nothing'}`,
    );
}

function findUnmatchedLines({ lines, attempts }: Books): string[] {
  const byId = new Map(attempts.map((attempt) => [attempt.attemptId, attempt]));
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const name = `line ${line.sequence} of ${line.gateId}’s log (${line.attemptId})`;
    if (seen.has(line.attemptId)) return [`${name} is the second of its attempt`];
    seen.add(line.attemptId);
    if (!line.isVerified) return [`${name} stands behind a break of the chain`];
    const attempt = byId.get(line.attemptId);
    if (attempt === undefined) return [`${name} is not in the database`];
    return agrees(line, attempt) ? [] : [`${name} is another thing in the database`];
  });
}

function agrees(line: LogEntry, attempt: RecordedAttempt): boolean {
  // What the database had decided already, its answer lost, is recognised and keeps no mark of the log.
  const isSameLine =
    attempt.decidedBy === 'database' || (attempt.logId === line.logId && attempt.sequence === line.sequence);
  const isSameGuest = !isAdmitted(line) || attempt.ticketPurchaseId === line.ticketPurchaseId;
  return isSameLine && isSameGuest && isAdmitted(line) === isAdmitted(attempt);
}

function findLinelessAttempts({ lines, attempts }: Books): string[] {
  const written = new Set(lines.map(({ attemptId }) => attemptId));
  return attempts
    .filter(({ decidedBy, attemptId }) => decidedBy === 'emergency' && !written.has(attemptId))
    .map(({ attemptId }) => `${attemptId} was decided without the database, and no log has it`);
}

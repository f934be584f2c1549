import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { type CodeFault, type CodeSurvey, SMALLEST_EASY_MM, surveyCodes, type Tally } from './code-survey.ts';
import { findConcert } from './find-concert.ts';
import { counted, figure } from './words.ts';

const HOLDERS: Subject = { id: 'purchases-without-holder', group: 'concert', title: 'Holders' };
const HARD: Subject = { id: 'hard-codes', group: 'codes', title: 'Size of the codes' };
const DUPLICATES: Subject = { id: 'duplicate-codes', group: 'codes', title: 'Codes that are the same' };
const MALFORMED: Subject = { id: 'malformed-codes', group: 'codes', title: 'Codes that cannot be' };

/** Of the tickets that were sold ahead. */
const FEW_GUESTS = 0.1;

const FAULT_WORDS: Readonly<Record<CodeFault, string>> = {
  missing: 'without a code',
  empty: 'with an empty code',
  'too-long': 'with a code of more than 255 bytes',
  'control-characters': 'with control characters in it',
  'outer-blanks': 'with blanks at an end',
};

/** What can be told from the codes alone, before any of them stands at a door. */
export const codesCheck: Check = {
  subjects: [HOLDERS, HARD, DUPLICATES, MALFORMED],
  async look(surroundings) {
    const { concert } = await findConcert(surroundings);
    if (concert === null) return [];
    const survey = await surveyCodes(surroundings.pool, concert.id);
    return [
      lineOf(HOLDERS, judgeHolders(survey)),
      lineOf(HARD, judgeSizes(survey)),
      lineOf(DUPLICATES, judgeDuplicates(survey)),
      lineOf(MALFORMED, judgeForms(survey)),
    ];
  },
};

/** Judges whether the screen will have a name to show. Guests have none; but when a tenth are guests an import went wrong. */
export function judgeHolders({ sold, withoutHolder }: CodeSurvey): Judgement {
  if (withoutHolder.count === 0) return green('Every ticket that was sold ahead has a student or a teacher.');
  const finding = `${figure(withoutHolder.count)} of ${counted(sold, 'ticket')} sold ahead have neither student nor teacher${example(withoutHolder)}: guests, without a name on the screen.`;
  if (withoutHolder.count <= sold * FEW_GUESTS) return green(finding);
  return amber(
    finding,
    'If these are not all guests, enter who holds them: no search by name finds them at the door.',
  );
}

/** Judges how large their modules come out in print. */
export function judgeSizes({ codes, hard, smallestMm }: CodeSurvey): Judgement {
  if (smallestMm === null) return green('There is no code yet.');
  const module = `${smallestMm.toFixed(2)} mm`;
  if (hard.count === 0) {
    return green(`Printed 30 mm wide, the smallest module of ${counted(codes, 'code')} is ${module}.`);
  }
  return amber(
    `${figure(hard.count)} of ${counted(codes, 'code')} are so long that a module is ${module} when printed 30 mm wide; under ${SMALLEST_EASY_MM} mm a camera must come close${example(hard)}.`,
    'Print these codes larger, or issue shorter ones; 20 to 40 characters are plenty.',
  );
}

/** Judges whether two tickets could be taken for one. */
export function judgeDuplicates({ codes, same, alike }: CodeSurvey): Judgement {
  if (same.count > 0) {
    return red(
      `${counted(same.count, 'ticket')} with a code that another one has too${example(same)}.`,
      'Give each its own code, then put the index ticket_purchases_qr_code_digest_unique back.',
    );
  }
  if (alike.count > 0) {
    return amber(
      `${counted(alike.count, 'code')} that differ from another by capitals, accents or outer blanks only${example(alike)}.`,
      'The gates tell them apart; the web version may not: give each its own code.',
    );
  }
  return green(`None of ${figure(codes)}, to the last byte and to the eye.`);
}

/** Judges whether they can be looked up at all. */
export function judgeForms({ codes, faults }: CodeSurvey): Judgement {
  if (faults.size === 0) return green(`None of ${figure(codes)}.`);
  const found = [...faults].map(
    ([fault, tally]) => `${counted(tally.count, 'ticket')} ${FAULT_WORDS[fault]}${example(tally)}`,
  );
  const advice = 'Correct these codes in the database and on the tickets, or admit their holders by name.';
  const finding = `${found.join('; ')}.`;
  // Blanks are bytes like others: the printed code has them too, unless somebody's program cut them off.
  const isDoubtful = [...faults.keys()].every((fault) => fault === 'outer-blanks');
  return isDoubtful
    ? amber(finding, 'Try one of these tickets at a gate: printing may have cut the blanks off.')
    : red(finding, advice);
}

function example({ exampleId }: Tally): string {
  return exampleId === null ? '' : ` (ticket purchase ${exampleId}, for one)`;
}

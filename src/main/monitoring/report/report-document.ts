import type { Integrity } from '../integrity/integrity.ts';
import type { LogAnalysis } from '../log-analysis/log-analysis.ts';
import type { ReportDocument } from './document.ts';
import type { ReportFacts } from './facts.ts';
import type { NightFigures } from './figures/night-figures.ts';
import { type ReportWords, reportWords } from './report-words.ts';
import { arrivalsSection } from './sections/arrivals-section.ts';
import { attemptsSection } from './sections/attempts-section.ts';
import { conflictsSection } from './sections/conflicts-section.ts';
import { duplicatesSection } from './sections/duplicates-section.ts';
import { faultsSection } from './sections/faults-section.ts';
import { gatesSection } from './sections/gates-section.ts';
import { letInSection } from './sections/let-in-section.ts';
import { outagesSection } from './sections/outages-section.ts';
import { expectedOf, summarySection } from './sections/summary-section.ts';
import { timesSection } from './sections/times-section.ts';
import { troublesSection } from './sections/troubles-section.ts';
import { verdictsSection } from './sections/verdicts-section.ts';

/** What a report is made of. */
export type ReportContents = {
  readonly facts: ReportFacts;
  readonly figures: NightFigures;
  readonly integrity: Integrity;
  /** Of the gates' own logs; null where none was given. */
  readonly logs: LogAnalysis | null;
  readonly isPractice: boolean;
};

export type WordedReport = { readonly document: ReportDocument; readonly words: ReportWords };

/** Puts a night into words, charts and tables. */
export function reportDocument(contents: ReportContents, timeZone?: string): WordedReport {
  const { facts, figures, integrity, logs, isPractice } = contents;
  const { concert, readAt } = facts;
  const words = reportWords(nightOf(contents), timeZone);
  const books = integrity.concerts.find(({ concertId }) => concertId === concert.id) ?? null;
  const hours = [
    ['starts', concert.startsAt],
    ['entry opens', concert.entryOpensAt],
    ['entry closes', concert.entryClosesAt],
  ] as const;
  return {
    words,
    document: {
      title: `Report · ${concert.title}`,
      notice: `Confidential: this report names guests. Give it only to those who need it, and delete it when the night is settled.${isPractice ? ' It is from practice, not from a concert.' : ''}`,
      introduction: [
        [
          ...(concert.venue === null ? [] : [concert.venue]),
          ...hours.flatMap(([what, at]) => (at === null ? [] : [`${what} ${words.wholeTime(at.getTime())}`])),
        ].join(' · '),
        `As the database was at ${words.wholeTime(readAt.getTime())}. Times are local, ${words.wholeTime(nightOf(contents)).slice(20)} from UTC where nothing else is said, and by the server’s clock as well as each laptop’s was measured.`,
      ].filter((line) => line !== ''),
      sections: [
        summarySection(figures, integrity, books, words),
        arrivalsSection(figures.arrivals, books === null ? null : expectedOf(books), words),
        gatesSection(figures.gates),
        verdictsSection(figures, words),
        duplicatesSection(figures.duplicates, words),
        letInSection(figures.letIn),
        timesSection(figures.times, figures.gates, words),
        troublesSection(figures, logs),
        outagesSection(facts.outages, figures.arrivals, words),
        conflictsSection(facts.conflicts, words),
        faultsSection(integrity),
        attemptsSection(facts),
      ],
    },
  };
}

/** An instant of the night. */
function nightOf({ facts, figures }: ReportContents): number {
  const { concert, readAt } = facts;
  const first = figures.arrivals.steps[0]?.fromMs;
  return first ?? (concert.entryOpensAt ?? concert.startsAt ?? readAt).getTime();
}

import { CHART_COLOURS } from '../../charts/palette.ts';
import { uprightBars } from '../chart-shapes.ts';
import { plain, type ReportChart, type ReportSection } from '../document.ts';
import { AT_ONCE_MS, type Duplicate, DUPLICATE_KINDS, type DuplicateKind } from '../figures/duplicates.ts';
import { holderWords, type ReportWords, counted } from '../report-words.ts';

const KIND_WORDS = {
  'same-gate-at-once': 'same gate, at once',
  'same-gate-later': 'same gate, later',
  'other-gate': 'another gate',
} as const satisfies Record<DuplicateKind, string>;

/** Who tried twice, where, and how far apart. */
export function duplicatesSection(duplicates: readonly Duplicate[], words: ReportWords): ReportSection {
  const tickets = new Set(duplicates.map(({ ticketPurchaseId }) => ticketPurchaseId)).size;
  const of = (kind: DuplicateKind) => duplicates.filter((duplicate) => duplicate.kind === kind).length;
  return {
    title: 'Tried again after being let in',
    statements:
      duplicates.length === 0
        ? [plain('No ticket was presented again after its guest had come in.')]
        : [
            plain(
              `${counted(tickets, 'ticket purchase')} came again after the admission, in ${counted(duplicates.length, 'attempt')}: ` +
                `${words.count(of('same-gate-at-once'))} at the same gate within ${AT_ONCE_MS / 1_000} seconds (most likely the same guest, still before the camera), ` +
                `${words.count(of('same-gate-later'))} there later, ${words.count(of('other-gate'))} at another gate (a passed-on or copied code, or a guest who was sent on).`,
            ),
          ],
    charts: duplicates.length === 0 ? [] : [apartChart(duplicates)],
    tables:
      duplicates.length === 0
        ? []
        : [
            {
              id: 'duplicates',
              title: 'Every such attempt',
              columns: [
                { heading: 'guest', kind: 'text', share: 2 },
                { heading: 'ticket', kind: 'text', share: 1.2 },
                { heading: 'ticket purchase', kind: 'id' },
                { heading: 'came in', kind: 'time' },
                { heading: 'at gate', kind: 'text', share: 0.7 },
                { heading: 'again', kind: 'time' },
                { heading: 'gate', kind: 'text', share: 0.7 },
                { heading: 'apart', kind: 'span' },
                { heading: 'looks like', kind: 'text', share: 1.8 },
              ],
              rows: worstFirst(duplicates).map(
                ({ holder, ticketPurchaseId, admitted, again, apartMs, kind }) => [
                  holderWords(holder),
                  holder?.ticketKind ?? null,
                  ticketPurchaseId,
                  admitted?.atMs ?? null,
                  admitted?.gateId ?? null,
                  again.atMs,
                  again.gateId,
                  apartMs,
                  again.verdict === 'admitted' ? `${KIND_WORDS[kind]}: ADMITTED AGAIN` : KIND_WORDS[kind],
                ],
              ),
            },
          ],
  };
}

/** Another gate first: that is what somebody has to think about. */
function worstFirst(duplicates: readonly Duplicate[]): readonly Duplicate[] {
  return DUPLICATE_KINDS.flatMap((kind) => duplicates.filter((duplicate) => duplicate.kind === kind));
}

const APART_CLASSES = [
  { words: 'under 10 s', belowMs: 10_000 },
  { words: '10 to 60 s', belowMs: 60_000 },
  { words: '1 to 10 min', belowMs: 600_000 },
  { words: '10 to 60 min', belowMs: 3_600_000 },
  { words: 'longer', belowMs: Number.POSITIVE_INFINITY },
] as const;

function apartChart(duplicates: readonly Duplicate[]): ReportChart {
  const classOf = ({ apartMs }: Duplicate) =>
    apartMs === null ? null : APART_CLASSES.findIndex(({ belowMs }) => Math.abs(apartMs) < belowMs);
  const count = (isOtherGate: boolean) =>
    APART_CLASSES.map(
      (_, at) =>
        duplicates.filter((one) => (one.kind === 'other-gate') === isOtherGate && classOf(one) === at).length,
    );
  return {
    title: 'How far apart the two tries were',
    height: 230,
    option: uprightBars(
      APART_CLASSES.map(({ words }) => words),
      [
        { name: 'same gate', colour: CHART_COLOURS.first, values: count(false) },
        { name: 'another gate', colour: CHART_COLOURS.refused, values: count(true) },
      ],
      '',
    ),
  };
}

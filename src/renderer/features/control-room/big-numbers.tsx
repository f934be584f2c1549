import type { Night } from '#shared/night.ts';
import { format } from '../../components/format.ts';
import { AttentionSymbol } from '../../components/symbols.tsx';
import styles from './big-numbers.module.css';
import { NUMBER_WORDS as WORDS } from './words.ts';

/** `80,101` is written large, `101,599` a little smaller. */
const MANY_CHARACTERS = 6;

/** How many are inside, how many still come, and how fast: to be read from across the room. */
export function BigNumbers({ night }: { readonly night: Night }) {
  const { inside, expected, walkInsSold, attemptsLastMinute, attemptsLastHour, recentTimes } = night;
  return (
    <dl className={styles.numbers}>
      <Figure
        name={WORDS.inside}
        hint={expected === 0 ? null : WORDS.insideHint(format.percent(inside / expected))}
        testId="inside"
        isMain
      >
        {format.count(inside)}
      </Figure>
      <Figure
        name={WORDS.stillExpected}
        hint={inside > expected ? WORDS.tooMany(format.count(inside - expected)) : null}
        testId="still-expected"
        isTroubling={inside > expected}
      >
        {format.count(Math.max(0, expected - inside))}
      </Figure>
      <Figure name={WORDS.expected} hint={WORDS.expectedHint(format.count(walkInsSold))} testId="expected">
        {format.count(expected)}
      </Figure>
      <Figure name={WORDS.perMinute} hint={WORDS.attemptsHint} testId="per-minute">
        {format.count(attemptsLastMinute)}
      </Figure>
      <Figure name={WORDS.perHour} hint={WORDS.attemptsHint} testId="per-hour">
        {format.count(attemptsLastHour)}
      </Figure>
      <Figure
        name={WORDS.answers}
        hint={recentTimes === null ? null : WORDS.answersHint(format.shortSpan(recentTimes.p95Ms))}
        testId="answers"
      >
        {recentTimes === null ? WORDS.none : format.shortSpan(recentTimes.medianMs)}
      </Figure>
    </dl>
  );
}

function Figure({
  name,
  hint,
  testId,
  isMain = false,
  isTroubling = false,
  children,
}: {
  readonly name: string;
  readonly hint: string | null;
  readonly testId: string;
  readonly isMain?: boolean;
  readonly isTroubling?: boolean;
  readonly children: string;
}) {
  return (
    <div className={styles.figure} data-is-main={isMain} data-is-troubling={isTroubling}>
      <dt>{name}</dt>
      <dd>
        <b data-testid={testId} data-is-long={children.length > MANY_CHARACTERS}>
          {children}
        </b>
        <small>
          {isTroubling && <AttentionSymbol />}
          {hint}
        </small>
      </dd>
    </div>
  );
}

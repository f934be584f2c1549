import { useMemo } from 'react';
import type { Night } from '#shared/night.ts';
import { ChartCanvas } from './chart.tsx';
import { inBars, soFarOption, perMinuteOption } from './chart-options.ts';
import styles from './charts.module.css';
import { useSlowly } from './use-slowly.ts';
import { useUnitPx } from './use-unit.ts';
import { CHART_WORDS as WORDS } from './words.ts';

/** A bar stands for a minute: to draw it with every look would be work for nothing. */
const DRAW_EVERY_MS = 4_000;

/** How many came when, and how many are inside of those expected. */
export function Charts({ night }: { readonly night: Night }) {
  const { arrivals, expected, at } = useSlowly(night, DRAW_EVERY_MS);
  const fontPx = Math.round(useUnitPx() * 1.9);
  const perMinute = useMemo(() => perMinuteOption(arrivals, at, fontPx), [arrivals, at, fontPx]);
  const soFar = useMemo(() => soFarOption(arrivals, expected, fontPx), [arrivals, expected, fontPx]);
  const { minutesEach } = inBars(arrivals);
  const title = minutesEach === 1 ? WORDS.perMinute : WORDS.perMinuteOnAverage(minutesEach);
  return (
    <div className={styles.charts}>
      <figure className={styles.chart}>
        <figcaption>
          <b>{title}</b>
          <Key color="green" words={WORDS.admitted} sign="▲" />
          <Key color="red" words={WORDS.refused} sign="▼" />
        </figcaption>
        <ChartCanvas option={perMinute} className={styles.canvas} label={title} />
      </figure>
      <figure className={styles.chart}>
        <figcaption>
          <b>{WORDS.soFar}</b>
          <Key color="own" words={WORDS.admitted} sign="━" />
          <Key color="muted" words={WORDS.expected} sign="╍" />
        </figcaption>
        <ChartCanvas option={soFar} className={styles.canvas} label={WORDS.soFar} />
      </figure>
    </div>
  );
}

function Key({
  color,
  words,
  sign,
}: {
  readonly color: string;
  readonly words: string;
  readonly sign: string;
}) {
  return (
    <span className={styles.key} data-color={color}>
      <i aria-hidden="true">{sign}</i>
      {words}
    </span>
  );
}

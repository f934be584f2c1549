import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Night } from '#shared/night.ts';
import { BigNumbers } from './big-numbers.tsx';

function screenOf(inside: number): string {
  const night = {
    inside,
    expected: 1_500,
    walkInsSold: 0,
    attemptsLastMinute: 0,
    attemptsLastHour: 0,
    recentTimes: null,
  } as unknown as Night;
  return renderToStaticMarkup(<BigNumbers night={night} />);
}

it('more people inside than are expected do not look as if all were well', () => {
  const screen = screenOf(1_565);
  expect(screen).toContain('104 % of expected');
  expect(screen).toContain('65 more than expected');
  expect(screen).toContain('data-is-troubling="true"');
});

it('everybody inside is no trouble', () => {
  const screen = screenOf(1_500);
  expect(screen).toContain('100 % of expected');
  expect(screen).not.toContain('data-is-troubling="true"');
});

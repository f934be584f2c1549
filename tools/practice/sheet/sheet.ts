import qrcode from 'qrcode';
import { toneOf } from '#shared/verdict.ts';
import type { PracticeExample } from '../examples.ts';
import type { PrintedExamples } from './printed-examples.ts';
import { SHEET_STYLES } from './sheet-styles.ts';

const TITLES = {
  admitted: 'Admitted',
  'already-admitted': 'Already admitted',
  'not-sold-yet': 'Not sold yet',
  cancelled: 'Cancelled',
  'other-concert': 'Other concert',
  'unknown-code': 'Unknown code',
} as const satisfies Record<PracticeExample['verdict'], string>;

const EXPECTATIONS = {
  admitted: 'Green, once. Shown again after a moment, it is refused as already admitted.',
  'already-admitted': 'Red, with when, at which gate and how long ago somebody came in on it.',
  'not-sold-yet': 'Red: a walk-in ticket that nobody has paid for.',
  cancelled: 'Red: this ticket is void.',
  'other-concert': 'Red, and the other night is named.',
  'unknown-code': 'Red: no such ticket.',
} as const satisfies Record<PracticeExample['verdict'], string>;

/** The sheet as one HTML file that needs nothing else: two pages of A4, for paper or for a phone. */
export async function renderSheet(examples: PrintedExamples): Promise<string> {
  const verdicts = await Promise.all(examples.verdicts.map(verdictCard));
  const dark = await Promise.all(examples.darkMode.map(darkCard));
  const ordinary = await Promise.all(examples.ordinary.map(ordinaryCard));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Practice tickets – Admit One</title>
<style>${SHEET_STYLES}</style>
</head>
<body>
<main>
<section class="page">
<header>
<h1>Practice tickets</h1>
<p>Hold a code before the camera of a practising gate. These tickets are for practice only: no concert admits them.</p>
</header>
<h2>One for each verdict</h2>
<div class="verdicts">${verdicts.join('')}${dark.join('')}</div>
<footer>
<p><b>Not open</b> has no ticket: entry to the practice concert is always open. At a real concert every good ticket is refused so outside the entry times, which are named.</p>
<p><b>Undecided</b> (amber) has none either: stop the practice server while the gate runs, and scan any ticket.</p>
</footer>
</section>
<section class="page">
<h2>Twenty ordinary tickets</h2>
<p>Each is admitted once. To begin again, start practice anew: it fills the tables with the same codes.</p>
<div class="ordinary">${ordinary.join('')}</div>
</section>
</main>
</body>
</html>
`;
}

async function verdictCard(example: PracticeExample): Promise<string> {
  const { verdict, attentionNote } = example;
  const note =
    attentionNote === null ? '' : `<p class="expect">With the attention note “${escape(attentionNote)}”.</p>`;
  return card(
    `verdict ${toneOf(verdict)}`,
    example,
    `<h3>${TITLES[verdict]}</h3>${note === '' ? `<p class="expect">${EXPECTATIONS[verdict]}</p>` : note}`,
  );
}

async function darkCard(example: PracticeExample): Promise<string> {
  return card(
    'verdict dark',
    example,
    '<h3>Dark mode</h3><p class="expect">Light on dark, as a phone at night shows it. Green, once.</p>',
    { dark: '#e6e8ee', light: '#15171c' },
  );
}

async function ordinaryCard(example: PracticeExample): Promise<string> {
  return card('ticket', example, '');
}

async function card(
  kind: string,
  example: PracticeExample,
  heading: string,
  color = { dark: '#000000', light: '#ffffff' },
): Promise<string> {
  const { code, name, ticketKind, verdict } = example;
  const svg = await qrcode.toString(code, { type: 'svg', margin: 4, errorCorrectionLevel: 'M', color });
  const who = name ?? (ticketKind === null ? 'Nobody’s' : 'No name');
  return `<article class="${kind}" data-verdict="${verdict}" data-code="${escape(code)}">
${svg.trim()}
<div>${heading}<p class="who" dir="auto">${escape(who)}</p><p class="kind">${escape(ticketKind ?? 'No such ticket')}</p><p class="code">${escape(code)}</p></div>
</article>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

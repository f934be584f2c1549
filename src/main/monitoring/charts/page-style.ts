import { CHART_INK } from './palette.ts';

/** The style of a page that is read on a screen, mailed on and printed. */
export const PAGE_STYLE = `
:root { color-scheme: light; --text: ${CHART_INK.text}; --faint: ${CHART_INK.faint}; --line: ${CHART_INK.line}; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 62rem; background: #fff; color: var(--text);
  font: 15px/1.5 'Noto Sans', 'Segoe UI', Helvetica, Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.3rem; margin: 2.6rem 0 .5rem; padding-top: .7rem; border-top: 2px solid var(--text); }
h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
p { margin: .35rem 0; max-width: 48rem; }
.faint { color: var(--faint); }
.notice { border: 2px solid var(--text); padding: .5rem .8rem; margin: 1rem 0; max-width: 48rem; font-weight: 600; }
.level { font-weight: 600; }
.green { color: #00684c; }
.amber { color: #8a5a00; }
.red { color: #b3261e; }
.figures { display: flex; flex-wrap: wrap; gap: .8rem 2.4rem; margin: 1.2rem 0; padding: 0; list-style: none; }
.figures strong { display: block; font-size: 2rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: .4rem; }
figure svg { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; margin: 1rem 0 1.6rem; }
table { border-collapse: collapse; font-size: .87rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .22rem 1.1rem .22rem 0; border-bottom: 1px solid var(--line); }
th { border-bottom: 1px solid var(--text); white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3, caption { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
}
@page { margin: 16mm 14mm; }
`;

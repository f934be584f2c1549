/** The sheet's look: calm on screen, exact on A4. Cards are never cut by the end of a page. */
export const SHEET_STYLES = `
@page { size: A4; margin: 12mm 14mm; }
:root { --ink: #1b1d22; --soft: #5c606b; --line: #d9dce3; --admitted: #14713d; --refused: #b3261e; }
* { box-sizing: border-box; margin: 0; }
body { font: 9.5pt/1.4 Inter, "Segoe UI", "Noto Sans", system-ui, sans-serif; color: var(--ink); background: #eceef2;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.page { width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 12mm 14mm; background: #fff; }
h1 { font-size: 22pt; font-weight: 650; letter-spacing: -0.02em; }
h2 { font-size: 12pt; font-weight: 600; margin: 5mm 0 2.5mm; }
h3 { font-size: 10.5pt; font-weight: 650; }
header p, footer p, .page > p { color: var(--soft); }
header p { margin-top: 1mm; }
article { break-inside: avoid; border: 0.3mm solid var(--line); border-radius: 3mm; overflow: hidden; background: #fff; }
svg { display: block; width: 100%; height: auto; }
.verdicts { display: grid; grid-template-columns: repeat(3, 1fr); gap: 3.5mm; }
.verdicts article { border-top: 2mm solid var(--tone); }
.verdicts svg { width: 37mm; margin: 0 auto; }
.verdicts article > div { padding: 0 4mm 3mm; }
.admitted { --tone: var(--admitted); }
.refused { --tone: var(--refused); }
.admitted h3, .refused h3 { color: var(--tone); }
.dark { --tone: var(--admitted); background: #15171c; color: #e6e8ee; border-color: #15171c; }
.expect { min-height: 8.5mm; font-size: 8.5pt; line-height: 1.3; color: var(--soft); }
.who { font-weight: 600; text-align: left; margin-top: 1mm; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.kind { font-size: 8.5pt; color: var(--soft); }
.code { font: 6.8pt/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; color: var(--soft); }
.dark .expect, .dark .kind, .dark .code { color: #a3a8b5; }
footer { margin-top: 4mm; padding-top: 2.5mm; border-top: 0.3mm solid var(--line); font-size: 8.5pt; }
footer b { color: var(--ink); }
.ordinary { display: grid; grid-template-columns: repeat(4, 1fr); gap: 3.5mm; margin-top: 3mm; }
.ordinary svg { width: 29mm; margin: 0 auto; }
.ordinary article > div { padding: 0 3mm 2.5mm; }
.ordinary .code { font-size: 6pt; }
@media print { body { background: none; } .page { width: auto; min-height: 0; margin: 0; padding: 0; break-after: page; }
  .page:last-child { break-after: auto; } }
@media screen and (max-width: 220mm) { .page { width: auto; margin: 0; } .verdicts, .ordinary { grid-template-columns: 1fr; }
  .verdicts svg, .ordinary svg { width: min(80vw, 90mm); } }
`;

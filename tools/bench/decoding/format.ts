import type { Figures } from './figures.ts';

/** The figures as lines for a terminal. */
export function formatDecoding(figures: Figures): readonly string[] {
  const lines = [
    `Decoding (frames of seed ${figures.seed}, the cascade was tuned on seed 1; x first: processor time)`,
  ];
  lines.push(row(['frames', 'reader', 'read', 'wrong', 'mean ms', 'median', 'p95', 'x first']));
  for (const figure of figures.rows) {
    lines.push(
      row([
        `${figure.set} (${figure.frames})`,
        figure.contestant,
        figure.readPercent === null ? '' : `${figure.readPercent.toFixed(1)} %`,
        String(figure.wrongTexts),
        figure.meanMs.toFixed(2),
        figure.medianMs.toFixed(2),
        figure.p95Ms.toFixed(2),
        figure.timesFirst.toFixed(2),
      ]),
    );
  }
  lines.push('Hard frames by kind, percent of codes read:');
  for (const [kind, byContestant] of Object.entries(figures.hardByKind)) {
    const shares = Object.entries(byContestant).map(([name, percent]) => `${name} ${percent.toFixed(0)}`);
    lines.push(`  ${kind.padEnd(16)}${shares.join(', ')}`);
  }
  return lines;
}

function row(cells: readonly string[]): string {
  const widths = [22, 20, 8, 6, 8, 8, 8, 8];
  return cells
    .map((cell, index) => (index < 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join(' ');
}

import { createHash } from 'node:crypto';
import { markup, type Markup, trustedMarkup } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';

/**
 * A whole HTML file: it asks no network for anything, runs no script, and its content security policy would let it do
 * neither. Which classes `body` may use stands in page-style.ts.
 */
export function htmlPage({ title, body }: { readonly title: string; readonly body: Markup }): string {
  const styleHash = createHash('sha256').update(PAGE_STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trustedMarkup(PAGE_STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`.html;
}

/** A chart with its heading. */
export function htmlFigure(title: string, svg: string): Markup {
  return markup`<figure><figcaption>${title}</figcaption>${trustedMarkup(svg)}</figure>`;
}

export type HtmlTable = {
  readonly title: string | null;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Columns of numbers, from 0. */
  readonly alignRight?: readonly number[];
};

/** A table; one that is wider than the page scrolls sideways. */
export function htmlTable({ title, headings, rows, alignRight = [] }: HtmlTable): Markup {
  const kind = (at: number): Markup => trustedMarkup(alignRight.includes(at) ? ' class="number"' : '');
  const head = headings.map((heading, at) => markup`<th scope="col"${kind(at)}>${heading}</th>`);
  const body = rows.map(
    (row) => markup`<tr>${row.map((cell, at) => markup`<td${kind(at)}>${cell}</td>`)}</tr>`,
  );
  return markup`<div class="scroll"><table>
${title === null ? '' : markup`<caption>${title}</caption>`}
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}

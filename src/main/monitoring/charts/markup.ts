/** HTML that may be put into a page as it is. Only `markup` and `trustedMarkup` make it. */
export type Markup = { readonly html: string };

type MarkupValue = string | number | Markup | readonly Markup[];

/** Writes HTML; every value that is not HTML itself is escaped, so that no name of a guest is ever read as markup. */
export function markup(pieces: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const rendered = pieces.map((piece, at) => piece + (at < values.length ? render(values[at] ?? '') : ''));
  return { html: rendered.join('') };
}

/** Takes what is HTML already: a chart of ours. */
export function trustedMarkup(text: string): Markup {
  return { html: text };
}

function render(value: MarkupValue): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeMarkup(value);
  return 'html' in value ? value.html : value.map((piece) => piece.html).join('\n');
}

/** For text between tags and in quoted attributes, of HTML and SVG alike. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

import { escapeMarkup } from './markup.ts';

/**
 * Makes a chart's SVG fit for any page and for paper: no style sheet and no style attribute (a page's content security policy
 * need not let styles in, and a PDF knows none), nothing that is meant for a mouse, and words for those who do not see it.
 */
export function cleanSvg(svg: string, label: string): string {
  return svg
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/gu, '')
    .replaceAll(/ (?:class|pointer-events|ecmeta_\w+)="[^"]*"/gu, '')
    .replaceAll(/ style="(?<declarations>[^"]*)"/gu, (_all, declarations: string) =>
      asAttributes(declarations),
    )
    .replace(/^<svg /u, `<svg role="img" aria-label="${escapeMarkup(label)}" `)
    .replaceAll(/\n+/gu, '\n');
}

/** `font-size:12px;` as `font-size="12px"`: all that the library writes as styles are presentation attributes too, but one. */
function asAttributes(declarations: string): string {
  return declarations
    .split(';')
    .map((declaration) => /^\s*(?<name>[\w-]+)\s*:\s*(?<value>.*?)\s*$/u.exec(declaration)?.groups)
    .map((found) => (found === undefined ? '' : asAttribute(found['name'] ?? '', found['value'] ?? '')))
    .join('');
}

function asAttribute(name: string, value: string): string {
  const all = /^(?<style>\S+) (?<weight>\S+) (?<size>[\d.]+px) (?<family>.+)$/u.exec(value)?.groups;
  if (name !== 'font' || all === undefined) return ` ${name}="${value}"`;
  const { style, weight, size, family } = all;
  return ` font-style="${style}" font-weight="${weight}" font-size="${size}" font-family="${family}"`;
}

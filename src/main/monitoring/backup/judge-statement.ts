import type { StatementHead } from './statement-heads.ts';

/** A part of a dump's text: bytes, the second not included. */
export type Stretch = { readonly from: number; readonly to: number };

/** What restoring a statement would touch. */
export type StatementJudgement =
  /** Nothing but the database that it is restored into. */
  | { readonly touches: 'own' }
  /** The database that it names; without the name, its own. */
  | { readonly touches: 'own-unnamed'; readonly name: Stretch }
  /** It leaves for another database. */
  | { readonly touches: 'database' }
  /** Who knows: no backup needs it. `words` are its first ones, with nothing of anybody's data. */
  | { readonly touches: 'unknown'; readonly words: string };

/** A name that no other name's point follows: `live.tickets` is another database's. */
const NAME = '(?:`(?:[^`]|``)+`|[\\w$\\u0080-\\u00FF]+)(?![\\w$`\\u0080-\\u00FF]|\\s*\\.)';
const ACCOUNT = "(?:`[^`]*`|'[^']*'|[\\w.%]+)";
const DEFINER = `(?:definer ?= ?${ACCOUNT}(?: ?@ ?${ACCOUNT})? )?`;

/** What follows a name is of no account: rows, columns, a body that nobody runs yet. */
const OWN_BEGINNINGS = [
  `(?:insert|replace)(?: ignore| delayed| low_priority)* into ${NAME}`,
  `create (?:or replace )?(?:temporary )?(?:table|sequence)(?: if not exists)? ${NAME}`,
  `create (?:or replace )?(?:algorithm ?= ?\\w+ )?${DEFINER}(?:sql security \\w+ )?(?:aggregate )?(?:view|procedure|function|event|package(?: body)?)(?: if not exists)? ${NAME}`,
  `create (?:or replace )?${DEFINER}trigger(?: if not exists)? ${NAME} (?:before|after) [\\w\\s]+? on ${NAME}`,
  `analyze table ${NAME} update histogram `,
].map(begins);

/** These could name one more thing at their end. */
const OWN_WHOLES = [
  `drop (?:temporary )?(?:table|view|procedure|function|trigger|event|sequence|package(?: body)?)(?: if exists)? ${NAME} ?$`,
  `lock tables? ${NAME}(?: (?:read|write|local|low_priority))+ ?$`,
  'unlock tables? ?$',
  `alter table ${NAME} (?:disable|enable) keys ?$`,
  `(?:do|select) setval ?\\( ?${NAME}[\\s\\d,-]*\\) ?$`,
  '(?:commit|begin|start transaction)(?: work)? ?$',
  // Of this session only.
  'set(?! ?(?:statement|password|default|role|resource)\\b)(?!.*\\b(?:global|persist|persist_only)\\b) ',
].map(begins);

const OTHER_DATABASE = begins('(?:use|(?:create|drop)(?: or replace)? (?:database|schema))\\b');
const ALTER_DATABASE = begins(
  `alter (?:database|schema) (?<name>(?!(?:default|character|charset|collate)\\b)${NAME} )?(?:default )?(?:character set|charset|collate)\\b`,
);
const FIRST_WORDS = /^\s*(?<words>[\w\\!.]+(?:\s+[\w@.]+){0,2})/u;

/** Judges a statement by how it begins. */
export function judgeStatement({ text, isWhole, placeOf }: StatementHead): StatementJudgement {
  if (OTHER_DATABASE.test(text)) return { touches: 'database' };
  const altering = isWhole ? ALTER_DATABASE.exec(text) : null;
  if (altering !== null) {
    const [from, to] = altering.indices?.groups?.['name'] ?? [];
    return from === undefined || to === undefined
      ? { touches: 'own' }
      : { touches: 'own-unnamed', name: { from: placeOf(from), to: placeOf(to - 1) } };
  }
  const patterns = isWhole ? [...OWN_BEGINNINGS, ...OWN_WHOLES] : OWN_BEGINNINGS;
  if (patterns.some((pattern) => pattern.test(text))) return { touches: 'own' };
  const words = FIRST_WORDS.exec(text)?.groups?.['words'] ?? '?';
  return { touches: 'unknown', words: words.replaceAll(/\s+/gu, ' ') };
}

/** A blank of `words` stands for any that a statement may have. */
function begins(words: string): RegExp {
  return new RegExp(`^ ?${words}`.replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+'), 'disu');
}

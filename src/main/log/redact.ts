import type { LogFields } from './logger.ts';

/** The last line of defence before a file that people copy around: what must never be in it is taken out here. */

const REDACTED = '[redacted]';

/** Field names that hold what is nobody's business. */
const SECRET_KEYS =
  /^(code|qrCode|qr_code|name|holder|student|teacher|password|pin|url|databaseUrl|attentionNote)$/iu;

/** Places in a sentence where a server or a driver repeats a value. */
const SECRET_PATTERNS: readonly (readonly [RegExp, string])[] = [
  // mysql://user:password@host
  [/(?<=\b(?:mysql|mariadb):\/\/)\S*@/giu, `${REDACTED}@`],
  // Duplicate entry '...' for key; Incorrect string value: '...'; Data too long ... '...'
  [/(?<=\b(?:entry|value:?|near) )'.*?'(?= for | at line |$)/gisu, `'${REDACTED}'`],
  // drizzle: Failed query: ... params: ...
  [/(?<=\bparams: ).*/gisu, REDACTED],
];

/** Takes passwords and repeated values out of a text. */
export function redactText(text: string): string {
  return SECRET_PATTERNS.reduce(
    (result, [pattern, replacement]) => result.replaceAll(pattern, replacement),
    text,
  );
}

/** Takes them out of fields, by their names and by what they hold. */
export function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      if (SECRET_KEYS.test(key)) return [key, REDACTED];
      return [key, typeof value === 'string' ? redactText(value) : value];
    }),
  );
}

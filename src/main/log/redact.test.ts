import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLogger } from './create-logger.ts';
import { redactFields, redactText } from './redact.ts';

describe('the log', () => {
  test.each([
    ["Duplicate entry 'TICKET-1' for key 'x'", "Duplicate entry '[redacted]' for key 'x'"],
    ['connecting to mysql://gate:secret@db:3306/concert', 'connecting to mysql://[redacted]@db:3306/concert'],
    ['Failed query: select 1\nparams: TICKET-1,Zoë', 'Failed query: select 1\nparams: [redacted]'],
    ["syntax to use near 'TICKET-1' at line 1", "syntax to use near '[redacted]' at line 1"],
    ['mysql://gate:a/b@c@db/concert', 'mysql://[redacted]@db/concert'],
    ["Incorrect string value: 'Zoë' for column", "Incorrect string value: '[redacted]' for column"],
  ])('takes the secret out of %j', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  test('takes out fields that hold what is nobody’s business', () => {
    expect(redactFields({ code: 'TICKET-1', name: 'Zoë', password: 'x', errno: 1062, cause: null })).toEqual({
      code: '[redacted]',
      name: '[redacted]',
      password: '[redacted]',
      errno: 1062,
      cause: null,
    });
  });

  test('writes one line an entry, with its module and fields, into the file', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-log-'));
    const log = createLogger({ folder, isConsole: false, module: 'test' });
    log.named('gate').warn('Something to know', { errno: 1213, url: 'mysql://u:p@h/d' });
    const written = readFileSync(path.join(folder, 'logs', 'admit-one.log'), 'utf8');
    expect(written).toMatch(/\[warn\]\s+\(gate\) Something to know \{"errno":1213,"url":"\[redacted\]"\}/u);
    rmSync(folder, { recursive: true });
  });
});

import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/settings.ts';
import { planDatabase } from './database-plan.ts';

const UNTOUCHED = { environment: {}, settingsRead: { settings: DEFAULT_SETTINGS, problem: null } } as const;
const URL_IN_FILE = 'mysql://gate@db.example/concert';
const SETTINGS_WITH_URL = { ...DEFAULT_SETTINGS, databaseUrl: URL_IN_FILE };

test('a laptop that nobody has set up practises, with the film or without it', () => {
  for (const hasDemoCamera of [true, false]) {
    expect(planDatabase({ ...UNTOUCHED, hasDemoCamera })).toEqual({ kind: 'practice' });
  }
});

test.each([
  ['its settings', {}, SETTINGS_WITH_URL],
  ['the environment', { ADMIT_ONE_DATABASE_URL: URL_IN_FILE }, DEFAULT_SETTINGS],
])('a database from %s is used, and never filmed', (_where, environment, settings) => {
  const circumstances = { environment, settingsRead: { settings, problem: null } };
  expect(planDatabase({ ...circumstances, hasDemoCamera: false })).toEqual({
    kind: 'configured',
    url: URL_IN_FILE,
  });
  expect(planDatabase({ ...circumstances, hasDemoCamera: true })).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining('real tickets'),
  });
});

test('settings that are damaged start no practice server, and the sentence says what is wrong', () => {
  const settingsRead = { settings: DEFAULT_SETTINGS, problem: 'The settings file is damaged: mend it.' };
  expect(planDatabase({ environment: {}, settingsRead, hasDemoCamera: false })).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining('damaged: mend it'),
  });
});

test('settings that are damaged elsewhere still name the database', () => {
  const settingsRead = { settings: SETTINGS_WITH_URL, problem: 'The settings file is damaged: mend it.' };
  expect(planDatabase({ environment: {}, settingsRead, hasDemoCamera: false })).toEqual({
    kind: 'configured',
    url: URL_IN_FILE,
  });
});

import { expect, test } from 'vitest';
import { settingsSchema } from '#shared/settings.ts';
import { commonSettings } from './common-settings.ts';

const read = (text: object) => commonSettings(settingsSchema.parse(text));

test('gates that differ in what is their own say the same, and none tells the database or its password', () => {
  const one = read({ gate: { id: 'G1' }, operator: 'Ada', camera: { deviceId: 'front' } });
  const other = read({
    databaseUrl: 'mysql://gate:secret@database.example/night',
    operator: 'Zoë',
    gate: { id: 'G2' },
  });
  expect(other).toBe(one);
  for (const own of ['secret', 'database.example', 'Ada', 'front', '"gate"']) expect(one).not.toContain(own);
});

test('what should be alike is told, in whatever order the file has it', () => {
  const one = read({ concertId: 7, screen: { admittedMs: 2_000, typingKey: 'F2' } });
  expect(read({ screen: { typingKey: 'F2', admittedMs: 2_000 }, concertId: 7 })).toBe(one);
  expect(JSON.parse(one)).toMatchObject({ concertId: 7, screen: { admittedMs: 2_000, typingKey: 'F2' } });
  expect(read({ concertId: 8, screen: { admittedMs: 2_000, typingKey: 'F2' } })).not.toBe(one);
});

test('fits the column that it is written into', () => {
  // wanted-columns.ts: text for 2,000 characters.
  expect(read({}).length).toBeLessThan(1_500);
});

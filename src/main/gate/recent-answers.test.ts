import { expect, test } from 'vitest';
import { createRecentAnswers } from './recent-answers.ts';

test('the answers of the last minute are summed up, and older ones are not', () => {
  let nowMs = 0;
  const recent = createRecentAnswers(() => nowMs);
  expect(recent.times()).toBeNull();
  recent.note(900);
  nowMs = 30_000;
  for (let durationMs = 1; durationMs <= 99; durationMs += 1) recent.note(durationMs + 0.4);
  expect(recent.times()).toEqual({ medianMs: 50, p95Ms: 95 });
  nowMs = 60_001;
  expect(recent.times()).toEqual({ medianMs: 50, p95Ms: 95 });
  recent.note(7);
  nowMs = 90_001;
  expect(recent.times()).toEqual({ medianMs: 7, p95Ms: 7 });
  nowMs = 120_002;
  expect(recent.times()).toBeNull();
});

test('a gate that a machine feeds keeps the newest answers only', () => {
  const recent = createRecentAnswers(() => 0);
  for (let at = 0; at < 50_000; at += 1) recent.note(500);
  for (let at = 0; at < 4_000; at += 1) recent.note(3);
  expect(recent.times()).toEqual({ medianMs: 3, p95Ms: 3 });
});

import { describe, expect, test } from 'vitest';
import { createOwnAdmissions, type OwnAdmission } from './own-admissions.ts';

const AT = new Date('2026-11-22T19:00:00.000Z');
const admission = (attemptId: string, ticketPurchaseId: number | null = 1): OwnAdmission => ({
  attemptId,
  codeDigest: ticketPurchaseId === null ? 'abc' : `digest ${ticketPurchaseId}`,
  ticketPurchaseId,
  at: AT,
  known: null,
});

describe('what a gate has admitted itself', () => {
  test('is found by its code and by its ticket purchase, and by nothing that both sides lack', () => {
    const own = createOwnAdmissions();
    own.notePending(admission('a'));
    own.notePending(admission('lead', null));
    expect(own.find({ codeDigest: 'digest 1', ticketPurchaseId: null })?.attemptId).toBe('a');
    expect(own.find({ codeDigest: null, ticketPurchaseId: 1 })?.attemptId).toBe('a');
    expect(own.find({ codeDigest: 'abc', ticketPurchaseId: 7 })?.attemptId).toBe('lead');
    expect(own.find({ codeDigest: 'other', ticketPurchaseId: null })).toBeNull();
  });

  test('is pending until its line is in the database, and known until a refresh that began after that has ended', () => {
    let nowMs = 0;
    const own = createOwnAdmissions(() => nowMs);
    const marks = { codeDigest: 'digest 1', ticketPurchaseId: 1 };
    own.notePending(admission('a'));
    own.noteRefreshed(1_000);
    expect(own.findPending(marks)).not.toBeNull();
    nowMs = 2_000;
    own.noteReplayed('a');
    expect(own.findPending(marks)).toBeNull();
    own.noteRefreshed(1_999);
    expect(own.find(marks)).not.toBeNull();
    own.noteRefreshed(2_001);
    expect(own.find(marks)).toBeNull();
  });

  test('is never pending when the database has committed it', () => {
    const own = createOwnAdmissions();
    own.noteCommitted(admission('a'));
    expect(own.findPending(admission('a'))).toBeNull();
    expect(own.find(admission('a'))).not.toBeNull();
  });
});

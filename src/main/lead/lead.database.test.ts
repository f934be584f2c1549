import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { leadCalls, type LeadLock } from '#shared/lead.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { attemptAt } from '#main/gate/fixtures/test-laptop.ts';
import type { Gate } from '#main/gate/gate.ts';
import type { ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { createLeadConcert, openTestLead, SCREEN, type TestLead } from './fixtures/test-lead.ts';
import type { Lead } from './lead.ts';
import type { LeadCallName } from './lead-calls.ts';

describe.each(inject('databaseServers'))('the lead of a gate on $kind $version', (server) => {
  let concert: ScratchConcert;
  let desk: TestLead;
  let lead: Lead;
  let gate: Gate;

  beforeAll(async () => {
    concert = await createLeadConcert(server);
  });
  afterAll(() => concert.drop());
  beforeEach(async () => {
    desk = await openTestLead(concert);
    ({ gate, lead } = desk);
  });
  afterEach(() => desk.close());

  test('is answered nothing while nobody has given the PIN, and nothing is done', async () => {
    await desk.choosePin();
    await lead.calls['lead:lock'](undefined);
    const inputs = {
      'lead:get-overview': undefined,
      'lead:find-guests': { text: 'zoe' },
      'lead:admit': { attempt: attemptAt('LEAD-TICKET-0001'), reason: 'because' },
      'lead:write-entry': { who: 'Zoë', reason: 'no code', ticketPurchaseId: null, doorTime: null },
      'lead:close-conflict': { conflictId: 1, version: 0, closedBy: 'Ada', why: 'went out' },
      'lead:list-destinations': undefined,
      'lead:choose-folder': undefined,
      'lead:export': { kinds: ['csv'], folder: desk.stick },
      'lead:open-control-room': undefined,
      'lead:get-check': undefined,
      'lead:run-check': { screen: SCREEN },
      'lead:confirm-check': { what: 'screen', isGood: true },
    } as const;
    const names = Object.keys(leadCalls) as LeadCallName[];
    const guarded = names.filter((name) => name in inputs);
    // Every call but those on the lock itself is in the list above.
    expect(names.filter((name) => !(name in inputs)).toSorted()).toEqual([
      'lead:choose-pin',
      'lead:get-lock',
      'lead:lock',
      'lead:stay',
      'lead:unlock',
    ]);
    for (const name of guarded) {
      const call = lead.calls[name] as (input: unknown) => Promise<unknown>;
      expect(await call(inputs[name as keyof typeof inputs])).toEqual({ outcome: 'locked' });
    }
    expect(gate.emergencyLog()?.lines()).toEqual([]);
    expect(readdirSync(desk.stick)).toEqual([]);
  });

  test('shows nothing that was asked for before the lock and found after it', async () => {
    await desk.choosePin();
    const asked = lead.calls['lead:find-guests']({ text: '' });
    lead.lock();
    expect(await asked).toEqual({ outcome: 'locked' });
  });

  test('is not kept open by what the screen asks for by itself', async () => {
    const locks: LeadLock[] = [];
    lead.onLockChanged((lock) => locks.push(lock));
    const { lock } = await desk.choosePin();
    const told = locks.length;
    await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(lock.locksAt ?? '') - 60_000);
    expect(await lead.calls['lead:list-destinations'](undefined)).toMatchObject({ outcome: 'listed' });
    expect(await lead.calls['lead:get-overview'](undefined)).toMatchObject({ outcome: 'overview' });
    expect(locks).toHaveLength(told);
    expect(await lead.calls['lead:get-lock'](undefined)).toEqual(lock);
    await lead.calls['lead:find-guests']({ text: 'zoe' });
    expect(locks).toHaveLength(told + 1);
  });

  test('writes down and takes away with the database gone, while scans go on', async () => {
    await desk.choosePin();
    await desk.cutOff();
    const written = await lead.calls['lead:write-entry']({
      who: 'Zoë at the side door',
      reason: 'the code was torn',
      ticketPurchaseId: null,
      doorTime: null,
    });
    expect(written).toMatchObject({ outcome: 'written' });
    const progress: string[] = [];
    lead.onExportProgress(({ kind, done, total }) => done === total && progress.push(kind));
    const exporting = lead.calls['lead:export']({
      kinds: ['pdf', 'csv', 'raw'],
      folder: desk.stick,
    });
    const answers = [];
    for (let index = 0; index < 20; index += 1)
      answers.push(await gate.submit(attemptAt(`unknown-${index}`)));
    expect(answers.every(({ verdict }) => verdict === 'unknown-code')).toBe(true);
    const exported = await exporting;
    expect(exported).toMatchObject({ outcome: 'exported' });
    expect(progress).toEqual(['raw', 'csv', 'pdf']);
    const files = exported.outcome === 'exported' ? exported.files : [];
    const raw = files.filter((file) => file.endsWith('.jsonl'));
    const [reading] = await readLogs(raw);
    expect(reading).toMatchObject({ isWhole: true });
    expect(reading?.lines.length).toBeGreaterThanOrEqual(1);
    expect(readFileSync(files.find((file) => file.endsWith('.csv')) ?? '', 'utf8')).toContain(
      'Zoë at the side door',
    );
    const overview = await lead.calls['lead:get-overview'](undefined);
    expect(overview).toMatchObject({
      outcome: 'overview',
      overview: { conflicts: null, findings: [], logFolder: path.join(desk.folder, 'emergency-log') },
    });
    const lines = overview.outcome === 'overview' ? overview.overview.lines : [];
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toMatchObject({ basis: 'manual', state: 'pending' });
    for (const { input, output } of [leadCalls['lead:get-overview']]) {
      expect(input.safeParse(undefined).success && output.safeParse(overview).success).toBe(true);
    }
  }, 60_000);

  test('closes a conflict by name, and once', async () => {
    await desk.choosePin();
    const [result] = await concert.connection.query(
      'INSERT INTO conflicts (ticket_purchase_id, concert_id) SELECT MIN(id), ? FROM ticket_purchases',
      [concert.concertId],
    );
    const conflictId = (result as { insertId: number }).insertId;
    const overview = await lead.calls['lead:get-overview'](undefined);
    expect(overview).toMatchObject({ overview: { conflicts: [{ conflictId, closedAt: null }] } });
    const closing = { conflictId, version: 0, closedBy: 'Ada', why: 'went out and in' };
    expect(await lead.calls['lead:close-conflict'](closing)).toEqual({ outcome: 'closed' });
    expect(await lead.calls['lead:close-conflict']({ ...closing, why: 'again' })).toEqual({
      outcome: 'changed',
    });
    await desk.cutOff();
    expect(await lead.calls['lead:close-conflict'](closing)).toMatchObject({ outcome: 'failed' });
    await concert.connection.query('DELETE FROM conflicts');
  }, 60_000);
});

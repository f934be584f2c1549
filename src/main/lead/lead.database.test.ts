import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import type { Attempt } from '#shared/attempt.ts';
import type { GateCheck, GateCheckLine } from '#shared/gate-check.ts';
import { leadCalls, type LeadLock } from '#shared/lead.ts';
import { settingsSchema } from '#shared/settings.ts';
import { fontsOfPackages } from '#main/emergency/export/font-packages.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { type Gate, openGate } from '#main/gate/gate.ts';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { type Lead, openLead } from './lead.ts';
import type { LeadCallName } from './lead-calls.ts';
import { readStoredGuests } from './stored-guests.ts';
import { readPinFile, pinPath } from './pin/pin-file.ts';
import { presetPin } from './pin/preset-pin.ts';
import { readSearchPublicKey } from './pin/search-public-key.ts';
import { openSearchKey, wrappedSearchKeySchema } from '#main/emergency/snapshot/search-keys.ts';

const PIN = '123456';
const SCREEN = { widthPx: 1_366, heightPx: 768 };

describe.each(inject('databaseServers'))('the lead of a gate on $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let folder: string;
  let gate: Gate;
  let lead: Lead;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([
      { code: 'LEAD-TICKET-0001' },
      { code: 'LEAD-TICKET-0002', attentionNote: 'Wheelchair' },
      { code: 'LEAD-TICKET-0003', status: 'cancelled' },
      { code: 'LEAD-WALKIN-0001', isWalkIn: true },
    ]);
  });
  afterAll(async () => concert.drop());
  beforeEach(async () => {
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-lead-'));
    mkdirSync(path.join(folder, 'stick'));
    gate = openGate({
      settings: settingsSchema.parse({ gate: { id: 'G1' }, operator: 'Ada', attemptDeadlineMs: 6_000 }),
      databaseUrl: proxy.through(concert.url),
      isPractice: false,
      folder,
      findSearchKey: () => readSearchPublicKey(folder, false),
      log: silentLog,
    });
    lead = await openLead(leadOptions());
  });
  afterEach(async () => {
    await lead.close();
    await gate.close();
    await proxy.close();
    rmSync(folder, { recursive: true });
  });

  const leadOptions = () => ({
    gate,
    folder,
    isPractice: false,
    fonts: fontsOfPackages(),
    openControlRoom: () => {},
    chooseFolder: () => Promise.resolve(path.join(folder, 'stick')),
    log: silentLog,
  });
  const attempt = (code: string): Attempt => ({
    attemptId: newAttemptId(),
    code,
    doorTime: new Date().toISOString(),
    source: 'camera',
  });
  const untilCopied = () =>
    expect
      .poll(() => gate.state(), { timeout: 20_000 })
      .toMatchObject({ connection: { state: 'online' }, emergency: { snapshot: { isComplete: true } } });
  async function untilAway(): Promise<void> {
    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
    await expect
      .poll(() => gate.state().connection.state, { timeout: 20_000 })
      .toMatch(/^(on-its-own|away)$/u);
  }

  test('is answered nothing while nobody has given the PIN, and nothing is done', async () => {
    await untilCopied();
    await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
    await lead.calls['lead:lock'](undefined);
    const inputs = {
      'lead:get-overview': undefined,
      'lead:find-guests': { text: 'zoe' },
      'lead:admit': { attempt: attempt('LEAD-TICKET-0001'), reason: 'because' },
      'lead:write-entry': { who: 'Zoë', reason: 'no code', ticketPurchaseId: null, doorTime: null },
      'lead:close-conflict': { conflictId: 1, version: 0, closedBy: 'Ada', why: 'went out' },
      'lead:list-destinations': undefined,
      'lead:choose-folder': undefined,
      'lead:export': { kinds: ['csv'], folder: path.join(folder, 'stick') },
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
    expect(readdirSync(path.join(folder, 'stick'))).toEqual([]);
  });

  test('finds guests by name with the database away, and the list to print too', async () => {
    await untilCopied();
    await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
    const find = (text: string) => lead.calls['lead:find-guests']({ text });
    await expect.poll(() => gate.snapshot()?.isSearchComplete(), { timeout: 30_000 }).toBe(true);
    await untilAway();
    expect(await find('luk zo')).toMatchObject({
      outcome: 'found',
      all: 3,
      guests: expect.arrayContaining([
        expect.objectContaining({
          name: 'Zoë Łukasiewicz',
          attentionNote: 'Wheelchair',
          verdict: 'admitted',
        }),
        expect.objectContaining({ verdict: 'cancelled' }),
      ]),
    });
    expect(await find('0002')).toMatchObject({ outcome: 'found', all: 1 });
    expect(await find('nobody')).toEqual({ outcome: 'found', guests: [], all: 0 });

    // The same from the file alone, as the command line does it beside the gate.
    const pinFile = await readPinFile(pinPath(folder, false), wrappedSearchKeySchema);
    const searchKey = pinFile.kind === 'read' ? await openSearchKey(pinFile.wrapped, PIN) : null;
    if (searchKey === null) throw new Error('The key did not open.');
    const stored = await readStoredGuests({
      kept: folder,
      gateId: 'G1',
      concertId: concert.concertId,
      searchKey,
      now: new Date(),
    });
    expect(stored).toMatchObject({ outcome: 'read', title: 'Tonight' });
    expect(stored.outcome === 'read' ? stored.guests.map(({ verdict }) => verdict).toSorted() : []).toEqual([
      'admitted',
      'admitted',
      'cancelled',
      'not-sold-yet',
    ]);
  }, 60_000);

  test('is told how many names are missing when the PIN was chosen during an outage, and gets no list with gaps', async () => {
    await untilCopied();
    await untilAway();
    await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
    const problem = expect.stringMatching(/0 of 4 names.*online for a moment after the PIN was chosen/u);
    expect(await lead.calls['lead:find-guests']({ text: 'zoe' })).toEqual({ outcome: 'failed', problem });
    const order = { kinds: ['door-list' as const], folder: path.join(folder, 'stick') };
    expect(await lead.calls['lead:export'](order)).toEqual({ outcome: 'failed', problem });
    expect(readdirSync(path.join(folder, 'stick'))).toEqual([]);
    const pinFile = await readPinFile(pinPath(folder, false), wrappedSearchKeySchema);
    const searchKey = pinFile.kind === 'read' ? await openSearchKey(pinFile.wrapped, PIN) : null;
    if (searchKey === null) throw new Error('The key did not open.');
    const { concertId } = concert;
    const stored = { kept: folder, gateId: 'G1', concertId, searchKey, now: new Date() };
    expect(await readStoredGuests(stored)).toEqual({ outcome: 'none', problem });
  }, 60_000);

  test('finds the names of a PIN that was chosen at the command line, as soon as the gate is online', async () => {
    await untilCopied();
    await presetPin({ folder, isPractice: false, pin: PIN });
    const pinFile = await readPinFile(pinPath(folder, false), wrappedSearchKeySchema);
    const searchKey = pinFile.kind === 'read' ? await openSearchKey(pinFile.wrapped, PIN) : null;
    if (searchKey === null) throw new Error('The key did not open.');
    const { concertId } = concert;
    const read = () =>
      readStoredGuests({ kept: folder, gateId: 'G1', concertId, searchKey, now: new Date() });
    await expect.poll(read, { timeout: 20_000 }).toMatchObject({ outcome: 'read', guests: { length: 4 } });
  }, 60_000);

  test('writes down and takes away with the database gone, while scans go on', async () => {
    await untilCopied();
    await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
    await untilAway();
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
      folder: path.join(folder, 'stick'),
    });
    const answers = [];
    for (let index = 0; index < 20; index += 1) answers.push(await gate.submit(attempt(`unknown-${index}`)));
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
      overview: { conflicts: null, findings: [], logFolder: path.join(folder, 'emergency-log') },
    });
    const lines = overview.outcome === 'overview' ? overview.overview.lines : [];
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toMatchObject({ basis: 'manual', state: 'pending' });
    for (const { input, output } of [leadCalls['lead:get-overview']]) {
      expect(input.safeParse(undefined).success && output.safeParse(overview).success).toBe(true);
    }
  }, 60_000);

  test('shows nothing that was asked for before the lock and found after it', async () => {
    await untilCopied();
    await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
    const asked = lead.calls['lead:find-guests']({ text: '' });
    lead.lock();
    expect(await asked).toEqual({ outcome: 'locked' });
  });

  test('is not kept open by what the screen asks for by itself', async () => {
    const locks: LeadLock[] = [];
    lead.onLockChanged((lock) => locks.push(lock));
    const { lock } = await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
    const told = locks.length;
    await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(lock.locksAt ?? '') - 60_000);
    expect(await lead.calls['lead:list-destinations'](undefined)).toMatchObject({ outcome: 'listed' });
    expect(await lead.calls['lead:get-overview'](undefined)).toMatchObject({ outcome: 'overview' });
    expect(locks).toHaveLength(told);
    expect(await lead.calls['lead:get-lock'](undefined)).toEqual(lock);
    await lead.calls['lead:find-guests']({ text: 'zoe' });
    expect(locks).toHaveLength(told + 1);
  });

  test('checks the gate: database and laptop, what a person answers, and all of it after a restart', async () => {
    await untilCopied();
    await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
    expect(await lead.calls['lead:get-check'](undefined)).toMatchObject({ check: { ranAt: null } });
    const [first, second] = await Promise.all([
      lead.calls['lead:run-check']({ screen: SCREEN }),
      lead.calls['lead:run-check']({ screen: SCREEN }),
    ]);
    expect(second).toEqual(first);
    const lines = checkLines(first);
    expect(lines.get('server-version')).toMatchObject({ group: 'server', level: 'green' });
    const appended = { finding: expect.stringContaining('on the disk after') };
    expect(lines.get('laptop-append')).toMatchObject(appended);
    for (const id of ['laptop-log', 'laptop-snapshot', 'laptop-clock']) {
      expect(lines.get(id), id).toMatchObject({ level: 'green', advice: null });
    }
    expect(lines.get('loudspeaker')).toMatchObject({ level: 'amber', at: null });
    const heard = await lead.calls['lead:confirm-check']({ what: 'loudspeaker', isGood: false, volume: 1 });
    expect(checkLines(heard).get('loudspeaker')).toMatchObject({ level: 'red' });
    const again = await lead.calls['lead:confirm-check']({ what: 'loudspeaker', isGood: true, volume: 1 });
    expect(checkLines(again).get('loudspeaker')).toMatchObject({ level: 'green' });
    expect(leadCalls['lead:run-check'].output.safeParse(again).success).toBe(true);
    await lead.close();
    lead = await openLead(leadOptions());
    await lead.calls['lead:unlock']({ pin: PIN });
    expect(await lead.calls['lead:get-check'](undefined)).toEqual(again);
  }, 60_000);

  test('checks the laptop with the database away too, and says in red that it is', async () => {
    await untilCopied();
    await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
    await untilAway();
    const lines = checkLines(await lead.calls['lead:run-check']({ screen: SCREEN }));
    expect(lines.get('database')).toMatchObject({ level: 'red', group: 'server' });
    expect(lines.get('server-version')).toBeUndefined();
    expect(lines.get('laptop-append')?.finding).toContain('on the disk after');
    // Scanning goes on meanwhile.
    expect(await gate.submit(attempt('LEAD-TICKET-0002'))).toMatchObject({ decidedBy: 'emergency' });
  }, 60_000);

  test('closes a conflict by name, and once', async () => {
    await untilCopied();
    await lead.calls['lead:choose-pin']({ pin: PIN, currentPin: null });
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
    await untilAway();
    expect(await lead.calls['lead:close-conflict'](closing)).toMatchObject({ outcome: 'failed' });
    await concert.connection.query('DELETE FROM conflicts');
  }, 60_000);
});

function checkLines(
  reply: { outcome: 'locked' } | { outcome: 'check'; check: GateCheck },
): ReadonlyMap<string, GateCheckLine> {
  if (reply.outcome === 'locked') throw new Error('The room is locked.');
  return new Map(reply.check.lines.map((line) => [line.id, line]));
}

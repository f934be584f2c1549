import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { nightSchema } from '#shared/night.ts';
import { addAttempts, forgetNight, saveGate } from '#main/monitoring/night/fixtures/night-rows.ts';
import { startGateProcess } from '#main/rehearsal/gate-process.ts';
import { type FaultProxy, startFaultProxy } from '../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../tools/practice/scratch-concert.ts';

const COMMAND = path.join(import.meta.dirname, 'admit-one.ts');
const PATIENTLY = { timeout: 30_000, interval: 100 };
const lookSchema = z.strictObject({
  outcome: z.literal('night'),
  isPractice: z.boolean(),
  night: nightSchema,
});

describe.each(inject('databaseServers').slice(0, 1))('admit-one monitor on $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let folder: string;
  let running: ChildProcess[] = [];
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'one' }, { code: 'two' }]);
    folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-monitor-'));
  });
  afterAll(async () => {
    await concert.drop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(concert.url).port) });
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    running = [];
    await proxy.close();
    await forgetNight(concert.connection);
  });

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    ADMIT_ONE_HOME: folder,
    ADMIT_ONE_DATABASE_URL: proxy.through(concert.url),
  });

  type Ended = { readonly exitCode: number | null; readonly output: string; readonly complaint: string };

  function once(words: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [COMMAND, 'monitor', ...words],
        { env: environment() },
        (_error, output, complaint) => resolve({ exitCode: child.exitCode, output, complaint }),
      );
    });
  }

  /** A gate that is heard of for as long as a test of many processes may take. */
  function hearOfGate(columns: Readonly<Record<string, string>> = {}): Promise<void> {
    return saveGate(concert.connection, 'G1', {
      seen_at: 'CURRENT_TIMESTAMP(3) + INTERVAL 1 HOUR',
      ...columns,
    });
  }

  /** A monitor that goes on: in a pipe, or (`script`) on a terminal of its own. */
  function goOn(words: readonly string[], isTerminal = false, term = 'xterm-256color') {
    const command = [process.execPath, COMMAND, 'monitor', '--real-time', '--every', '1', ...words];
    const child = isTerminal
      ? spawn('script', ['-qefc', `stty cols 150 rows 40; ${command.join(' ')}`, '/dev/null'], {
          env: { ...environment(), TERM: term },
        })
      : spawn(process.execPath, command.slice(1), { env: environment() });
    running.push(child);
    let written = '';
    child.stdout.on('data', (piece: Buffer) => {
      written += piece.toString();
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
    return { child, ended, written: () => written };
  }

  test('once it tells figures, gates and alerts, with 2 for a red one; and 0 for a quiet night', async () => {
    await hearOfGate();
    await addAttempts(concert.connection, concert.concertId, [
      { ticketPurchaseId: 1 },
      { verdict: 'not-open' },
    ]);
    const quiet = await once([]);
    expect(quiet).toMatchObject({ exitCode: 0, complaint: '' });
    expect(quiet.output).toMatch(
      /^Tonight \(concert \d+\) {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d\n/u,
    );
    expect(quiet.output).toMatch(/Scans +2 in the last minute, 2 in the last hour, 2 in all/u);
    expect(quiet.output).toContain('admitted 1, not open 1');
    expect(quiet.output).toMatch(/✓ +G1 +well/u);
    expect(quiet.output).toContain('✓ No alerts.');
    expect(quiet.output).not.toContain('\u001B');
    await hearOfGate({ camera: "'failed'", power: "'battery'" });
    const red = await once([]);
    expect(red.exitCode).toBe(2);
    expect(red.output).toMatch(/✗ \d\d:\d\d:\d\d {2}Gate G1 has no picture from its camera\./u);
    expect(red.output).toMatch(/! \d\d:\d\d:\d\d {2}Gate G1 runs on its battery\./u);
    const json = await once(['--json']);
    expect(json.exitCode).toBe(2);
    expect(
      lookSchema
        .parse(JSON.parse(json.output))
        .night.alerts.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['camera-failed', 'on-battery']);
  });

  test('a concert that is not there, an odd option and a database that is away get a sentence and 1', async () => {
    expect(await once(['--concert', '4711'])).toMatchObject({
      exitCode: 1,
      output: '',
      complaint: 'admit-one: There is no concert 4711: “admit-one concert list” shows them.\n',
    });
    expect(await once(['--every', '0'])).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('It takes a number of seconds from 1 to 3600.'),
    });
    proxy.onClientData = () => 'cut-before-sending';
    expect(await once([])).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('The database server cannot be reached.'),
    });
  });

  test('in a pipe it writes a line a look, each alert once, what it cannot see, and goes on when it can', async () => {
    const monitor = goOn([]);
    await expect.poll(monitor.written, PATIENTLY).toMatch(/; 0 of 0 gates heard; .*; 0 alerts\n/u);
    await hearOfGate({ camera: "'failed'" });
    await expect
      .poll(monitor.written, PATIENTLY)
      .toMatch(/ {2}ALERT \(red\) camera-failed: Gate G1 .*\n(?:.*1 alert\n){2}/u);
    await hearOfGate();
    await expect.poll(monitor.written, PATIENTLY).toMatch(/ {2}ENDED camera-failed: /u);
    proxy.onClientData = () => 'cut-before-sending';
    await expect
      .poll(monitor.written, PATIENTLY)
      .toMatch(/ {2}No answer since .*: The database server cannot be reached\./u);
    proxy.onClientData = () => 'pass';
    const before = monitor.written().length;
    await expect.poll(() => monitor.written().slice(before), PATIENTLY).toMatch(/; 0 alerts\n/u);
    expect(monitor.written().match(/ALERT/gu)).toHaveLength(1);
    monitor.child.kill('SIGINT');
    expect(await monitor.ended).toBe(0);
  });

  test('a terminal that knows letters only gets lines as a pipe does', async () => {
    const monitor = goOn([], true, 'dumb');
    await expect.poll(monitor.written, PATIENTLY).toMatch(/gates heard; .*; 0 alerts\r\n/u);
    monitor.child.stdin?.write('\u0003');
    await monitor.ended;
    expect(monitor.written()).not.toContain('\u001B');
  });

  test('for a script it writes one document a look, whatever becomes of the database', async () => {
    const monitor = goOn(['--json']);
    await expect.poll(monitor.written, PATIENTLY).toContain('"outcome":"night"');
    proxy.onClientData = () => 'cut-before-sending';
    await expect.poll(monitor.written, PATIENTLY).toContain('"outcome":"away"');
    monitor.child.kill('SIGTERM');
    expect(await monitor.ended).toBe(0);
    for (const line of monitor.written().trimEnd().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({ outcome: expect.stringMatching(/^(?:night|away)$/u) });
    }
  });

  test('on a terminal real gates are seen to scan and to be killed, and q gives the terminal back', async () => {
    const gates = ['G1', 'G2'].map((gateId) =>
      startGateProcess({
        gateId,
        databaseUrl: concert.url,
        folder: path.join(folder, gateId),
        operator: 'Ada',
      }),
    );
    try {
      const monitor = goOn([], true);
      for (const [at, gate] of gates.entries()) await gate.ask(at === 0 ? 'one' : 'two');
      const lastPicture = (): string => monitor.written().split('\u001B[?2026h').at(-1) ?? '';
      await expect.poll(lastPicture, PATIENTLY).toMatch(/Inside.*2\S* of 2 expected/u);
      await expect.poll(lastPicture, PATIENTLY).toMatch(/✓\S* +G1 +\S*well.*✓\S* +G2 +\S*well/su);
      gates[0]?.kill();
      await gates[1]?.end();
      await gates[0]?.exitCode();
      // Twenty seconds of silence, without waiting for them.
      await concert.connection.query(
        "UPDATE gate_states SET seen_at = seen_at - INTERVAL 25 SECOND WHERE gate_id = 'G1'",
      );
      await expect.poll(lastPicture, PATIENTLY).toMatch(/✗\S* +G1 +\S*not heard.*- +G2 +closed/su);
      await expect.poll(lastPicture, PATIENTLY).toMatch(/Gate G1 has not been heard for \d+ s/u);
      monitor.child.stdin?.write('q');
      expect(await monitor.ended).toBe(0);
      expect(monitor.written().startsWith('\u001B[?1049h')).toBe(true);
      expect(monitor.written().endsWith('\u001B[?7h\u001B[?25h\u001B[?1049l')).toBe(true);
    } finally {
      for (const gate of gates) gate.kill();
    }
  });
});

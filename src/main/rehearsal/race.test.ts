import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type GateProcess, startGateProcess } from './gate-process.ts';
import { scanAll } from './race.ts';

/** A gate whose process is gone. */
const DEAD: GateProcess = {
  gateId: 'G1',
  ask: async () => null,
  kill: () => undefined,
  end: async () => 1,
  signal: () => undefined,
  exitCode: async () => 1,
};

test(
  'a gate that can’t start ends a race with an error, not with a wait for ever',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-race-'));
    const complaints: string[] = [];
    const first = startGateProcess({
      gateId: 'G1',
      databaseUrl: 'no address',
      folder,
      onComplaint: (line) => complaints.push(line),
    });
    let restarts = 0;
    const restart = (): GateProcess => {
      restarts += 1;
      return DEAD;
    };
    await expect(scanAll(first, ['code'], { restart })).rejects.toThrow('G1 died');
    expect(restarts).toBeGreaterThan(1);
    expect(complaints.join(' ')).toContain('The database URL is not a URL');
    rmSync(folder, { recursive: true });
  },
);

test('a race that is stopped ends at once, and takes the end of its gate for no death', async () => {
  const stopping = new AbortController();
  const stopped: GateProcess = {
    ...DEAD,
    async ask() {
      stopping.abort(new Error('stopped'));
      return null;
    },
  };
  const restart = (): GateProcess => {
    throw new Error('started again');
  };
  await expect(scanAll(stopped, ['code'], { restart, signal: stopping.signal })).rejects.toThrow('stopped');
});

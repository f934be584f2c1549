import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startGateProcess } from './gate-process.ts';
import { scanAll } from './race.ts';

test(
  'a gate that can’t start ends a race with an error, not with a wait for ever',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-race-'));
    let starts = 0;
    const start = () => {
      starts += 1;
      return startGateProcess({
        gateId: 'G1',
        databaseUrl: 'no address',
        folder,
        onComplaint: () => undefined,
      });
    };
    await expect(scanAll(start(), ['code'], { restart: start })).rejects.toThrow('G1 died');
    expect(starts).toBeGreaterThan(1);
    rmSync(folder, { recursive: true });
  },
);

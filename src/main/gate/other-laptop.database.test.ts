import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { createTestGates, untilCopied } from './fixtures/test-gates.ts';
import type { Gate } from './gate.ts';

describe.each(inject('databaseServers'))('two laptops on $kind $version', (server) => {
  let concert: ScratchConcert;
  const folders: string[] = [];
  const gates = createTestGates();

  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(async () => {
    await gates.close();
    await concert.drop();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  async function openLaptop(gateId: string): Promise<Gate> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-laptop-'));
    folders.push(folder);
    return untilCopied(gates.open({ databaseUrl: concert.url, folder, gateId }));
  }

  test('under one gate id both tell the lead, and a gate with an id of its own tells nothing', async () => {
    const copied = [await openLaptop('G1'), await openLaptop('G1')];
    const alone = await openLaptop('G2');
    const told = copied.map((gate) =>
      expect
        .poll(gate.findings, { timeout: 60_000 })
        .toEqual([expect.stringContaining('Another laptop runs as gate G1')]),
    );
    await Promise.all(told);
    expect(alone.findings()).toEqual([]);
  });
});

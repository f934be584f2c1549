import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { openTestLaptop, type TestLaptop } from './fixtures/test-laptop.ts';
import type { Gate } from './gate.ts';

/** Gates that said with their last beats that another laptop runs under their id. */
const SHARED_NOW =
  'SELECT COUNT(*) n FROM gate_states WHERE gate_id = ? AND id_shared_at > UTC_TIMESTAMP(3) - INTERVAL 20 SECOND';

describe.each(inject('databaseServers'))('two laptops on $kind $version', (server) => {
  let concert: ScratchConcert;
  const laptops: TestLaptop[] = [];

  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(async () => {
    for (const laptop of laptops) await laptop.close();
    await concert.drop();
  });

  async function openLaptop(gateId: string): Promise<Gate> {
    const laptop = await openTestLaptop(concert.url);
    laptops.push(laptop);
    return laptop.openCopied({ gateId });
  }

  test('under one gate id both tell the lead, their row tells the monitor, and a gate with an id of its own tells nothing', async () => {
    const copied = [await openLaptop('G1'), await openLaptop('G1')];
    const alone = await openLaptop('G2');
    const told = copied.map((gate) =>
      expect
        .poll(gate.findings, { timeout: 60_000 })
        .toEqual([expect.stringContaining('Another laptop runs as gate G1')]),
    );
    await Promise.all(told);
    expect(alone.findings()).toEqual([]);
    // The coordinator hears of it from the row, whichever of the two wrote last.
    await expect.poll(() => concert.count(SHARED_NOW, ['G1'])).toBe(1);
    expect(await concert.count(SHARED_NOW, ['G2'])).toBe(0);
  });
});

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { openTestLaptop, type TestLaptop } from './fixtures/test-laptop.ts';
import type { Gate } from './gate.ts';

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

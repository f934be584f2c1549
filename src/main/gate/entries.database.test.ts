import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { openTestLaptop, scan, type TestLaptop } from './fixtures/test-laptop.ts';

describe.each(inject('databaseServers'))('entries by hand, on $kind $version', (server) => {
  let concert: ScratchConcert;
  const laptops: TestLaptop[] = [];

  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterEach(async () => {
    for (const laptop of laptops.splice(0)) await laptop.close();
  });
  afterAll(() => concert.drop());

  async function openLaptop(): Promise<TestLaptop> {
    const laptop = await openTestLaptop(concert.url);
    laptops.push(laptop);
    return laptop;
  }
  async function add(code: string): Promise<number> {
    await concert.addPurchases([{ code }]);
    return await concert.count('SELECT id n FROM ticket_purchases WHERE qr_code = ?', [code]);
  }
  const entryFor = (ticketPurchaseId: number, doorTime: string | null = null) => ({
    who: 'Zoë',
    reason: 'torn paper',
    ticketPurchaseId,
    doorTime,
  });

  test('two presses at once write one line, and an entry beside a scan of the same ticket lets one person in', async () => {
    const [pressed, scanned] = [await add('pressed twice'), await add('scanned as well')];
    const laptop = await openLaptop();
    const gate = await laptop.openCopied();
    laptop.pullTheCable();
    await scan(gate, 'nobody has this one');
    const presses = await Promise.all([
      gate.writeEntry(entryFor(pressed)),
      gate.writeEntry(entryFor(pressed)),
    ]);
    expect(presses.map(({ outcome }) => outcome)).toEqual(['written', 'already-admitted']);
    const [entry, answer] = await Promise.all([
      gate.writeEntry(entryFor(scanned)),
      scan(gate, 'scanned as well'),
    ]);
    expect([entry.outcome, answer.verdict]).toEqual(['written', 'already-admitted']);
    expect(
      gate
        .emergencyLog()
        ?.lines()
        .filter(({ entry: line }) => line.verdict === 'admitted'),
    ).toHaveLength(2);
  });

  test('who came in at another gate is not written in at the door; what was on paper is, and becomes a conflict', async () => {
    const ticketPurchaseId = await add('came in elsewhere');
    const gate = await (await openLaptop()).openCopied();
    const other = await (await openLaptop()).openCopied({ gateId: 'G2' });
    expect(await scan(other, 'came in elsewhere')).toMatchObject({ verdict: 'admitted' });
    await expect
      .poll(() => gate.snapshot().findUse(ticketPurchaseId), { timeout: 10_000 })
      .toMatchObject({ usedAt: expect.any(Date) });
    expect(await gate.writeEntry(entryFor(ticketPurchaseId))).toMatchObject({
      outcome: 'already-admitted',
      at: expect.any(String),
    });
    const onPaper = entryFor(ticketPurchaseId, new Date().toISOString());
    expect(await gate.writeEntry(onPaper)).toMatchObject({ outcome: 'written' });
    await expect
      .poll(
        () =>
          concert.count('SELECT COUNT(*) n FROM conflicts WHERE ticket_purchase_id = ?', [ticketPurchaseId]),
        { timeout: 10_000 },
      )
      .toBe(1);
  });

  test('an entry by hand counts once, whether it is written or scanned afterwards', async () => {
    const ticketPurchaseId = await add('by hand');
    const laptop = await openLaptop();
    const gate = await laptop.openCopied();
    laptop.pullTheCable();
    expect(await gate.writeEntry(entryFor(ticketPurchaseId))).toMatchObject({ outcome: 'written' });
    expect(await gate.writeEntry(entryFor(ticketPurchaseId))).toMatchObject({ outcome: 'already-admitted' });
    expect(await scan(gate, 'by hand')).toMatchObject({ verdict: 'already-admitted' });
    laptop.plugIn();
    const used = () =>
      concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE id = ? AND status = 'used'", [
        ticketPurchaseId,
      ]);
    await expect.poll(used, { timeout: 20_000 }).toBe(1);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { GateCheck, GateCheckLine } from '#shared/gate-check.ts';
import { leadCalls } from '#shared/lead.ts';
import { attemptAt } from '#main/gate/fixtures/test-laptop.ts';
import type { Gate } from '#main/gate/gate.ts';
import type { ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { createLeadConcert, openTestLead, PIN, SCREEN, type TestLead } from './fixtures/test-lead.ts';
import type { Lead } from './lead.ts';

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

  test('checks the gate: database and laptop, what a person answers, and all of it after a restart', async () => {
    await desk.choosePin();
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
    const restarted = await desk.openAgain();
    await restarted.calls['lead:unlock']({ pin: PIN });
    expect(await restarted.calls['lead:get-check'](undefined)).toEqual(again);
  }, 60_000);

  test('checks the laptop with the database away too, and says in red that it is', async () => {
    await desk.choosePin();
    await desk.cutOff();
    const lines = checkLines(await lead.calls['lead:run-check']({ screen: SCREEN }));
    expect(lines.get('database')).toMatchObject({ level: 'red', group: 'server' });
    expect(lines.get('server-version')).toBeUndefined();
    expect(lines.get('laptop-append')?.finding).toContain('on the disk after');
    // Scanning goes on meanwhile.
    expect(await gate.submit(attemptAt('LEAD-TICKET-0002'))).toMatchObject({ decidedBy: 'emergency' });
  }, 60_000);
});

function checkLines(
  reply: { outcome: 'locked' } | { outcome: 'check'; check: GateCheck },
): ReadonlyMap<string, GateCheckLine> {
  if (reply.outcome === 'locked') throw new Error('The room is locked.');
  return new Map(reply.check.lines.map((line) => [line.id, line]));
}

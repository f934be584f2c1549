import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { format } from '../../components/format.ts';
import { createManualTiming } from '../../manual-timing.ts';
import { CheckTab } from './check-tab.tsx';
import { createRoom } from './room.ts';

const LINE = {
  id: 'server-answers',
  group: 'server',
  level: 'green',
  title: 'The server answers',
  finding: 'In 3 ms.',
  advice: null,
};

it('a check goes on while another tab is looked at, and whoever comes back sees that, and its result', async () => {
  const answer = Promise.withResolvers<unknown>();
  const bridge = {
    call: (name: string) => (name === 'control-room:check' ? answer.promise : new Promise(() => {})),
  } as unknown as AdmitOneBridge;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const room = createRoom(bridge, createManualTiming(), log);
  // Each time a tab of its own: that of before has gone.
  const tab = () => renderToStaticMarkup(<CheckTab room={room} />);

  expect(tab()).toContain('Check now');
  room.check.run();
  expect(tab()).toContain('Checking …');
  expect(tab()).toContain('aria-disabled="true"');
  answer.resolve({ outcome: 'checked', lines: [LINE] });
  await expect.poll(tab).toContain('The server answers');
  const at = room.check.state.get().checked?.at ?? new Date(0);
  expect(tab()).toContain(`Checked ${format.exactTimeOfDay(at)}: 1 green`);
  expect(tab()).not.toContain('aria-disabled');
});

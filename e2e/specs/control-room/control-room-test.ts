import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ROOT } from '../../../tools/start/root.ts';
import type { PrivateServer } from '../../../tools/practice/server.ts';
import { expect } from '../../fixtures/kiosk.ts';
import { poll } from '../../fixtures/poll.ts';
import { openSection } from '../lead/lead-test.ts';

export { expect, test } from '../scan/scan-test.ts';

type Rehearsal = {
  /** Where it scans, as soon as it has said so. */
  readonly databaseUrl: Promise<string>;
  readonly ended: Promise<number | null>;
};

/** Waits until the control room has seen the night once. */
export async function waitForNight(page: Page): Promise<void> {
  await expect(page.getByTestId('database-state')).toHaveAttribute('data-is-away', 'false', {
    timeout: 30_000,
  });
}

/** Opens the control room above a kiosk whose lead's screen is open. */
export async function openRoomAbove(page: Page, roomAbove: () => Promise<Page | null>): Promise<Page> {
  await openSection(page, 'state');
  await page.getByTestId('open-control-room').click();
  const room = await poll('the control room', roomAbove);
  await waitForNight(room);
  return room;
}

/** Starts `admit-one rehearse` beside the test; its database stays for the control room, and goes with the server. */
export async function startRehearsal(
  server: PrivateServer,
  { gates, tickets, scenario }: Readonly<{ gates: number; tickets: number; scenario: string }>,
): Promise<Rehearsal> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'admit-one-e2e-rehearsal-'));
  const args = ['--gates', gates, '--tickets', tickets, '--scenario', scenario, '--on', server.adminUrl];
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'src/cli/admit-one.ts'), 'rehearse', '--keep', ...args.map(String)],
    { env: { ...process.env, ADMIT_ONE_HOME: home, TMPDIR: home }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => resolve(code));
  });
  void ended.finally(() => void rm(home, { recursive: true, force: true, maxRetries: 5 }));
  const databaseUrl = poll(
    'the rehearsal’s database',
    () => {
      if (child.exitCode !== null) throw new Error(`The rehearsal ended:\n${said}`);
      const name = /Rehearsing in database (\S+)/u.exec(said)?.[1];
      return name === undefined
        ? null
        : Object.assign(new URL(server.adminUrl), { pathname: `/${name}` }).href;
    },
    60_000,
  );
  return { databaseUrl, ended };
}

import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import type { Alert } from '#shared/night.ts';
import { createManualTiming } from '../../manual-timing.ts';
import { lineKeyOf } from './alert-line.tsx';
import { Alerts } from './alerts.tsx';
import { createRoom } from './room.ts';

const ALERT: Alert = {
  key: 'on-battery:G1:2026-12-18T18:00:00.000Z',
  kind: 'on-battery',
  level: 'amber',
  words: 'Gate G1 runs on its battery.',
  advice: 'Plug it in.',
  gateId: 'G1',
  since: '2026-12-18T18:00:00.000Z',
  endedAt: null,
  acknowledged: null,
};

function screenOf({ name = '', alerts = [ALERT] }: { name?: string; alerts?: readonly Alert[] }): string {
  const bridge = { call: () => new Promise(() => {}) } as unknown as AdmitOneBridge;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const room = createRoom(bridge, createManualTiming(), log);
  room.name.set(name);
  return renderToStaticMarkup(<Alerts room={room} alerts={alerts} />);
}

describe('who looks after an alert', () => {
  it('is asked for while nobody is known', () => {
    const screen = screenOf({});
    expect(screen).toContain('I look after it');
    expect(screen).not.toContain('Somebody else');
  });

  it('stands on the button before it is pressed, and may be somebody else', () => {
    const screen = screenOf({ name: 'Mia' });
    expect(screen).toContain('Mia looks after it');
    expect(screen).toContain('Somebody else');
  });
});

function badgeOf(alerts: readonly Alert[]): string | undefined {
  return /class="[^"]*count[^"]*" data-level="(\w+)"/u.exec(screenOf({ alerts }))?.[1];
}

describe('the number of alerts', () => {
  it('is painted by the worst that goes on, wherever it stands in the list', () => {
    const red: Alert = { ...ALERT, key: 'red', level: 'red' };
    expect(badgeOf([ALERT, red])).toBe('red');
    expect(badgeOf([ALERT, { ...red, endedAt: red.since }])).toBe('amber');
    expect(badgeOf([{ ...red, endedAt: red.since }])).toBeUndefined();
  });
});

describe('the line of an alert', () => {
  const since = '2026-12-18T18:05:00.000Z';
  const newer = { ...ALERT, key: `on-battery:G1:${since}`, since };

  it('stays the same when a newer fact gives it another key', () => {
    expect(lineKeyOf(newer)).toBe(lineKeyOf(ALERT));
  });

  it('is another one than that of the same alert that has ended, and of another subject', () => {
    expect(lineKeyOf({ ...ALERT, endedAt: since })).not.toBe(lineKeyOf(newer));
    expect(lineKeyOf({ ...newer, key: `on-battery:G2:${since}` })).not.toBe(lineKeyOf(newer));
  });
});

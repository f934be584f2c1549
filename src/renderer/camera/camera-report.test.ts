import { describe, expect, it } from 'vitest';
import type { CameraState } from '#shared/gate-health.ts';
import { createManualTiming } from '../manual-timing.ts';
import { createStore } from '../store.ts';
import type { Camera } from './camera.ts';
import { startCameraReport } from './camera-report.ts';

type Status = ReturnType<Camera['status']['get']>;
const LIVE: Status = { state: 'live', stream: {} as MediaStream };

function setUp(send?: (state: CameraState) => Promise<void>) {
  const timing = createManualTiming();
  const status = createStore<Status>({ state: 'starting' });
  const told: CameraState[] = [];
  const report = startCameraReport(
    status,
    async (state) => {
      await send?.(state);
      told.push(state);
    },
    timing,
  );
  return { status, told, report, timing };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the report on the camera', () => {
  it('says how the camera is at once, and after each change only', async () => {
    const { status, told } = setUp();
    await settled();
    status.set(LIVE);
    await settled();
    status.set({ state: 'failed', problem: 'lost' });
    await settled();
    status.set({ state: 'failed', problem: 'missing' });
    await settled();
    status.set(LIVE);
    await settled();
    expect(told).toEqual(['starting', 'reading', 'failed', 'reading']);
  });

  it('calls a camera failed whose pictures nothing reads, until the next reading', async () => {
    const { status, told, report } = setUp();
    await settled();
    status.set(LIVE);
    await settled();
    report.readingArrived();
    report.readingStopped();
    await settled();
    report.readingArrived();
    report.readingArrived();
    await settled();
    expect(told).toEqual(['starting', 'reading', 'failed', 'reading']);
  });

  it('says it again until the gate has taken it, and then how it is by now', async () => {
    let isDeaf = true;
    let tries = 0;
    const { status, told, timing } = setUp(async () => {
      tries += 1;
      if (isDeaf) throw new Error('nobody listens');
    });
    await settled();
    expect(tries).toBe(1);
    status.set({ state: 'failed', problem: 'busy' });
    status.set(LIVE);
    await settled();
    isDeaf = false;
    timing.pass(1_000);
    await settled();
    expect(told).toEqual(['reading']);
  });
});

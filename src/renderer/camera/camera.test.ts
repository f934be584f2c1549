import { describe, expect, it } from 'vitest';
import { createManualTiming } from '../manual-timing.ts';
import type { RendererLog } from '../ipc/log.ts';
import { type CameraDevices, createCamera, FROZEN_AFTER_MS, WAITING_AFTER_MS } from './camera.ts';

const silent: RendererLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A device that can be unplugged: as much of a stream as the camera looks at. */
function createStream(deviceId = 'built-in') {
  const track = Object.assign(new EventTarget(), {
    label: 'A camera',
    isStopped: false,
    getSettings: () => ({ deviceId }),
    stop: () => {
      track.isStopped = true;
    },
  });
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream;
  return { stream, track, unplug: () => track.dispatchEvent(new Event('ended')) };
}

function failure(name: string): Error {
  return Object.assign(new Error(name), { name });
}

type Give = (constraints: MediaStreamConstraints | undefined) => Promise<MediaStream>;

/** Devices whose next answers the test decides. */
function setUp(initial: Give, deviceId: string | null = null) {
  const timing = createManualTiming();
  const events = new EventTarget();
  const asked: (MediaStreamConstraints | undefined)[] = [];
  let give = initial;
  let present: readonly string[] = [];
  let isHidden = false;
  const devices = {
    getUserMedia: (constraints?: MediaStreamConstraints) => {
      asked.push(constraints);
      return give(constraints);
    },
    enumerateDevices: async () => present.map((id) => ({ deviceId: id }) as MediaDeviceInfo),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  } satisfies CameraDevices;
  const camera = createCamera({ devices, deviceId, timing, isHidden: () => isHidden, log: silent });
  return {
    camera,
    asked,
    giveNext: (next: Give) => {
      give = next;
    },
    plug: (...ids: readonly string[]) => {
      present = ids;
      events.dispatchEvent(new Event('devicechange'));
    },
    hide: () => {
      isHidden = true;
    },
    /** Lets time pass in small steps, with room for promises between them. */
    pass: async (durationMs: number) => {
      for (let passedMs = 0; passedMs < durationMs; passedMs += 100) {
        timing.pass(100);
        await settled();
      }
    },
  };
}

function isForChosen(constraints: MediaStreamConstraints | undefined): boolean {
  return typeof constraints?.video === 'object' && constraints.video.deviceId !== undefined;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('the camera', () => {
  it('goes live with a picture of 1280x720 where there is one', async () => {
    const { stream } = createStream();
    const { camera, asked } = setUp(async () => stream);
    await settled();
    expect(camera.status.get()).toEqual({ state: 'live', stream });
    expect(asked[0]?.video).toMatchObject({ width: { ideal: 1_280 }, height: { ideal: 720 } });
  });

  it.each([
    ['NotFoundError', 'missing'],
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'busy'],
    ['SomethingNewError', 'unknown'],
  ])('names %s as “%s” and comes back by itself once it is over', async (name, problem) => {
    const { stream } = createStream();
    const { camera, giveNext, pass } = setUp(() => Promise.reject(failure(name)));
    await settled();
    expect(camera.status.get()).toEqual({ state: 'failed', problem });
    await pass(20_000);
    giveNext(async () => stream);
    await pass(5_000);
    expect(camera.status.get().state).toBe('live');
  });

  it('tries with pauses that grow, not in a busy loop', async () => {
    const { asked, pass } = setUp(() => Promise.reject(failure('NotFoundError')));
    await pass(60_000);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.length).toBeLessThan(25);
  });

  it('survives being unplugged and plugged in again, and says so meanwhile', async () => {
    const first = createStream();
    const second = createStream();
    const { camera, giveNext, plug, pass } = setUp(async () => first.stream);
    await settled();
    giveNext(() => Promise.reject(failure('NotFoundError')));
    first.unplug();
    await pass(3_000);
    expect(camera.status.get()).toEqual({ state: 'failed', problem: 'lost' });
    giveNext(async () => second.stream);
    plug('built-in');
    await settled();
    expect(camera.status.get()).toEqual({ state: 'live', stream: second.stream });
  });

  it('starts anew when pictures stop coming, and lets the frozen stream go', async () => {
    const frozen = createStream();
    const { camera, giveNext, pass } = setUp(async () => frozen.stream);
    await settled();
    const fresh = createStream();
    giveNext(async () => fresh.stream);
    camera.pictureArrived();
    await pass(FROZEN_AFTER_MS - 500);
    expect(camera.status.get()).toMatchObject({ stream: frozen.stream });
    await pass(2_500);
    expect(camera.status.get()).toMatchObject({ stream: fresh.stream });
    expect(frozen.track.isStopped).toBe(true);
  });

  it('does not take a hidden window for a frozen camera', async () => {
    const { stream } = createStream();
    const { camera, hide, pass } = setUp(async () => stream);
    await settled();
    hide();
    await pass(60_000);
    expect(camera.status.get()).toEqual({ state: 'live', stream });
  });

  it('says that it waits when the system neither gives nor refuses the camera', async () => {
    const { camera, pass } = setUp(() => new Promise(() => undefined));
    await pass(WAITING_AFTER_MS);
    expect(camera.status.get()).toEqual({ state: 'failed', problem: 'waiting' });
  });

  it('takes the picture when the system says yes at last, and one picture only', async () => {
    const answers = [Promise.withResolvers<MediaStream>(), Promise.withResolvers<MediaStream>()];
    const streams = [createStream(), createStream()];
    let requests = 0;
    const { camera, pass } = setUp(() => answers[requests++]?.promise ?? Promise.reject(failure('Error')));
    await pass(WAITING_AFTER_MS + 2_000);
    for (const [index, { stream }] of streams.entries()) answers[index]?.resolve(stream);
    await settled();
    expect(camera.status.get()).toMatchObject({ state: 'live', stream: streams[0]?.stream });
    expect(streams.map(({ track }) => track.isStopped)).toEqual([false, true]);
  });

  it('uses any camera while the chosen one is away, and the chosen one when it is back', async () => {
    const other = createStream('built-in');
    const chosen = createStream('usb');
    const { camera, giveNext, plug } = setUp(
      async (constraints) =>
        isForChosen(constraints) ? Promise.reject(failure('OverconstrainedError')) : other.stream,
      'usb',
    );
    await settled();
    expect(camera.status.get()).toMatchObject({ stream: other.stream });
    giveNext(async (constraints) => (isForChosen(constraints) ? chosen.stream : other.stream));
    plug('built-in', 'usb');
    await settled();
    expect(camera.status.get()).toMatchObject({ stream: chosen.stream });
    expect(other.track.isStopped).toBe(true);
  });

  it('lets everything go when it is closed, also a stream that arrives too late', async () => {
    const { stream, track } = createStream();
    const late = Promise.withResolvers<MediaStream>();
    const { camera } = setUp(() => late.promise);
    camera.close();
    late.resolve(stream);
    await settled();
    expect(track.isStopped).toBe(true);
    expect(camera.status.get().state).toBe('starting');
  });
});

import type { RendererLog } from '../ipc/log.ts';
import { fieldsOfError } from '../ipc/log.ts';
import { createStore, type ReadOnlyStore } from '../store.ts';
import { createAlarm, type Timing } from '../timing.ts';
import { type CameraProblem, problemOf } from './camera-problem.ts';
import { cameraConstraints } from './constraints.ts';

/** What of the browser's `MediaDevices` the camera needs. */
export type CameraDevices = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

type CameraStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'live'; readonly stream: MediaStream }
  /** No picture; another try is always under way or due. */
  | { readonly state: 'failed'; readonly problem: CameraProblem };

/** The gate's camera. It never gives up: whatever fails is named and tried again. */
export type Camera = {
  readonly status: ReadOnlyStore<CameraStatus>;
  /** To be called for every picture that arrives; without any for a while the camera is started anew. */
  readonly pictureArrived: () => void;
  readonly close: () => void;
};

export type CameraParts = {
  /** Undefined where the window may not use cameras at all. */
  readonly devices: CameraDevices | undefined;
  /** The camera that was chosen in the settings, or null for the system's own choice. */
  readonly deviceId: string | null;
  readonly timing: Timing;
  /** A hidden window gets no pictures, and that is no fault of the camera's. */
  readonly isHidden: () => boolean;
  readonly log: RendererLog;
};

/** Without a picture for this long the camera is frozen. */
export const FROZEN_AFTER_MS = 3_000;
/** A system that has not answered for this long may be asking somebody. */
export const WAITING_AFTER_MS = 6_000;
/** Pauses between tries; the last one is kept. */
const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000] as const;

/** Starts the camera and keeps it going until `close`. */
export function createCamera(parts: CameraParts): Camera {
  const { devices, timing, log } = parts;
  const status = createStore<CameraStatus>({ state: 'starting' });
  let stream: MediaStream | null = null;
  let failures = 0;
  let lastPictureMs = timing.nowMs();
  let isOpening = false;
  let isClosed = false;
  const retry = createAlarm(timing);
  const watch = createAlarm(timing);
  const patience = createAlarm(timing);

  async function open(): Promise<void> {
    if (isClosed || isOpening || stream !== null) return;
    if (devices === undefined) return fail('unsupported');
    isOpening = true;
    retry.callOff();
    // A request that nobody answers must not be the last one: another follows, and whichever comes first is taken.
    patience.set(WAITING_AFTER_MS, () => {
      isOpening = false;
      fail('waiting');
    });
    try {
      const opened = await request(devices);
      goLive(opened);
    } catch (error) {
      isOpening = false;
      patience.callOff();
      if (!isClosed && stream === null) fail(problemOf(error), error);
    }
  }

  /** The chosen camera, or any other when it is not there: a gate must not stop for a choice. */
  async function request(from: CameraDevices): Promise<MediaStream> {
    if (parts.deviceId !== null) {
      try {
        return await from.getUserMedia(cameraConstraints(parts.deviceId));
      } catch (error) {
        if (problemOf(error) !== 'missing') throw error;
        log.warn('The chosen camera is not there; another one is used.');
      }
    }
    return from.getUserMedia(cameraConstraints(null));
  }

  function goLive(opened: MediaStream): void {
    if (isClosed || stream !== null) return stopTracks(opened);
    isOpening = false;
    patience.callOff();
    retry.callOff();
    stream = opened;
    lastPictureMs = timing.nowMs();
    for (const track of opened.getVideoTracks()) {
      const { width = 0, height = 0, frameRate = 0 } = track.getSettings();
      log.info('The camera is live.', { label: track.label, width, height, frameRate });
      track.addEventListener('ended', () => {
        if (stream === opened) drop('lost');
      });
    }
    status.set({ state: 'live', stream: opened });
    watchPictures();
  }

  /** Looks once a second whether pictures still come. */
  function watchPictures(): void {
    watch.set(1_000, () => {
      if (stream === null) return;
      if (parts.isHidden()) lastPictureMs = timing.nowMs();
      if (timing.nowMs() - lastPictureMs >= FROZEN_AFTER_MS) drop('frozen');
      else watchPictures();
    });
  }

  function drop(problem: CameraProblem): void {
    if (stream !== null) stopTracks(stream);
    stream = null;
    watch.callOff();
    fail(problem);
  }

  function fail(problem: CameraProblem, error?: unknown): void {
    const before = status.get();
    // "Unplugged" says more than the "no camera found" that every try after it comes to.
    const isStillLost = problem === 'missing' && before.state === 'failed' && before.problem === 'lost';
    const named = isStillLost ? 'lost' : problem;
    if (before.state !== 'failed' || before.problem !== named) {
      log.warn('There is no picture.', {
        problem: named,
        ...(error === undefined ? {} : fieldsOfError(error)),
      });
    }
    show(named);
    const delayMs = RETRY_AFTER_MS[Math.min(failures, RETRY_AFTER_MS.length - 1)];
    failures += 1;
    retry.set(delayMs ?? 0, () => void open());
  }

  function show(problem: CameraProblem): void {
    const before = status.get();
    if (before.state !== 'failed' || before.problem !== problem) status.set({ state: 'failed', problem });
  }

  function devicesChanged(): void {
    failures = 0;
    if (stream === null) void open();
    else void takeChosenBack();
  }

  /** Goes back to the chosen camera when it was plugged in again while another one stood in for it. */
  async function takeChosenBack(): Promise<void> {
    const current = stream?.getVideoTracks()[0]?.getSettings().deviceId;
    if (devices === undefined || parts.deviceId === null || current === parts.deviceId) return;
    const isThere = (await devices.enumerateDevices()).some(({ deviceId }) => deviceId === parts.deviceId);
    if (!isThere || stream === null) return;
    stopTracks(stream);
    stream = null;
    await open();
  }

  devices?.addEventListener('devicechange', devicesChanged);
  void open();

  return {
    status,
    pictureArrived: () => {
      lastPictureMs = timing.nowMs();
      failures = 0;
    },
    close: () => {
      isClosed = true;
      retry.callOff();
      watch.callOff();
      patience.callOff();
      devices?.removeEventListener('devicechange', devicesChanged);
      if (stream !== null) stopTracks(stream);
      stream = null;
    },
  };
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

import { v7 as newAttemptId } from 'uuid';
import type { GateState } from '#shared/gate-state.ts';
import type { AdmitOneBridge, ScreenSettings } from '#shared/ipc/contract.ts';
import { toneOf } from '#shared/verdict.ts';
import admittedSound from '../../resources/sounds/admitted.wav';
import refusedSound from '../../resources/sounds/refused.wav';
import undecidedSound from '../../resources/sounds/undecided.wav';
import { type Camera, createCamera } from './camera/camera.ts';
import { startCameraReport } from './camera/camera-report.ts';
import { createFramePump, type FramePump } from './camera/frame-pump.ts';
import { createReadingWatch } from './camera/reading-watch.ts';
import { createDecoder } from './decoder/decoder.ts';
import { createLeadSession, type LeadSession } from './features/lead/lead-session.ts';
import { createScanSession, type ScanSession } from './features/scan/scan-session.ts';
import { createGateStore } from './ipc/gate-store.ts';
import { createInFrontStore } from './ipc/in-front-store.ts';
import type { RendererLog } from './ipc/log.ts';
import { createNoteShown } from './ipc/note-shown.ts';
import { createSubmitAttempt } from './ipc/submit-attempt.ts';
import { untilAnswered } from './ipc/until-answered.ts';
import { createMarks } from './marks.ts';
import { createSoundPlayer, type SoundPlayer } from './sound/sound-player.ts';
import type { ReadOnlyStore } from './store.ts';
import { browserTiming } from './timing.ts';

/** Everything behind the scan screen. It is made once a window and outlives any failure of a component. */
export type Scan = {
  readonly settings: ScreenSettings;
  readonly gate: ReadOnlyStore<GateState | null>;
  readonly session: ScanSession;
  /** Whether the control room stands before this window, which judges nobody then. */
  readonly isControlRoomInFront: ReadOnlyStore<boolean>;
  readonly lead: LeadSession;
  readonly camera: Camera;
  readonly pump: FramePump;
  readonly sounds: SoundPlayer;
  readonly log: RendererLog;
};

/** Connects the rooms with each other and with the browser. */
export async function startScan(bridge: AdmitOneBridge, log: RendererLog): Promise<Scan> {
  const timing = browserTiming;
  const [settings, isControlRoomInFront] = await Promise.all([
    untilAnswered(() => bridge.call('settings:get-screen', undefined), timing),
    createInFrontStore(bridge, timing),
  ]);
  const { admittedMs, refusedMs, undecidedMs } = settings.screen;
  const sounds = createSoundPlayer(
    new AudioContext(),
    { admitted: admittedSound, refused: refusedSound, undecided: undecidedSound },
    settings.sound.volume,
    timing,
    log,
  );
  const session = createScanSession({
    submit: createSubmitAttempt(bridge, settings.attemptDeadlineMs, timing, log),
    times: { admitted: admittedMs, refused: refusedMs, undecided: undecidedMs },
    timing,
    noteShown: createNoteShown(bridge, log),
    newAttemptId,
    nowAsInstant: () => new Date().toISOString(),
    onPainted: ({ answer }) => sounds.play(toneOf(answer.verdict)),
    mark: createMarks(performance),
  });
  const cover = () => session.setCovered(isControlRoomInFront.get());
  isControlRoomInFront.subscribe(cover);
  cover();
  const camera = createCamera({
    devices: navigator.mediaDevices,
    deviceId: settings.camera.deviceId,
    timing,
    isHidden: () => document.hidden,
    log,
  });
  const cameraReport = startCameraReport(
    camera.status,
    (state) => bridge.call('gate:report-camera', { state }),
    timing,
  );
  const readings = createReadingWatch(timing.nowMs, () => {
    log.error('Pictures come and nothing reads them.');
    session.readingStopped();
    cameraReport.readingStopped();
  });
  const pump = createFramePump({
    decoder: createDecoder({ onTrouble: (message) => log.warn(message) }),
    openFrames: (track) => new MediaStreamTrackProcessor({ track }).readable,
    nowMs: timing.nowMs,
    onPicture: () => {
      camera.pictureArrived();
      readings.pictureArrived();
    },
    onReading: (reading, frameAtMs) => {
      readings.readingArrived();
      cameraReport.readingArrived();
      session.takeReading(reading, frameAtMs);
    },
    log,
  });
  return {
    settings,
    gate: createGateStore(bridge, timing),
    session,
    isControlRoomInFront,
    lead: createLeadSession(bridge, timing, log),
    camera,
    pump,
    sounds,
    log,
  };
}

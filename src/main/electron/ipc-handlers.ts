import type { Gate } from '#main/gate/gate.ts';
import type { LeadCalls } from '#main/lead/lead-calls.ts';
import type { Logger } from '#main/log/logger.ts';
import type { SettingsRead } from '#main/settings/settings-file.ts';
import type { IpcHandlers } from './ipc-server.ts';

type HandlerOptions = {
  readonly gate: Gate;
  readonly leadCalls: LeadCalls;
  readonly settingsRead: SettingsRead;
  /** Called when the scan screen asks for the gate's state: it is up. */
  readonly onScreenUp: () => void;
  /** Whether a control room stands before the kiosk. */
  readonly isControlRoomInFront: () => boolean;
  readonly log: Logger;
};

/** What each call of the contract does, now that the wrapper has checked who asks and with what. */
export function createIpcHandlers({
  gate,
  leadCalls,
  settingsRead,
  onScreenUp,
  isControlRoomInFront,
  log,
}: HandlerOptions): IpcHandlers<'kiosk'> {
  const { settings, problem } = settingsRead;
  const rendererLog = log.named('renderer');
  return {
    'attempt:submit': (attempt) => gate.submit(attempt),
    'attempt:shown': ({ attemptId }) => {
      gate.noteShown(attemptId);
    },
    'gate:get-state': () => {
      onScreenUp();
      return gate.state();
    },
    'gate:report-camera': ({ state }) => {
      gate.noteCamera(state);
    },
    'settings:get-screen': () => ({
      screen: settings.screen,
      camera: settings.camera,
      sound: settings.sound,
      attemptDeadlineMs: settings.attemptDeadlineMs,
      settingsProblem: problem,
    }),
    'log:write': ({ level, message, fields }) => {
      rendererLog[level](message, fields);
    },
    'control-room:is-in-front': isControlRoomInFront,
    ...leadCalls,
  };
}

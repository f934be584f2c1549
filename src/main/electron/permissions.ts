import type { Session, WebContents } from 'electron';
import type { Logger } from '#main/log/logger.ts';
import { isKioskUrl } from './scheme.ts';

/** One question to the permission handlers, in the terms that both of Electron's handlers share. */
export type PermissionQuestion = {
  readonly permission: string;
  readonly url: string;
  /** Asked for by a page of the kiosk's window, and not by the control room's. */
  readonly isKiosk: boolean;
  readonly isMainFrame: boolean;
  /** What media are asked for; empty for anything but `media`. */
  readonly mediaTypes: readonly string[];
};

/**
 * Everything that a page may do beyond showing itself, each with its reason. What is not here is refused, because
 * Electron grants every permission when nobody decides.
 */
const ALLOWED = [
  {
    permission: 'media',
    mediaTypes: ['video'],
    // The webcam is how a gate reads tickets. The microphone has no business here.
  },
] as const;

/** Tells whether the kiosk may have what is asked for. */
export function isPermitted(question: PermissionQuestion): boolean {
  if (!question.isKiosk || !question.isMainFrame || !isKioskUrl(question.url)) return false;
  return ALLOWED.some(
    ({ permission, mediaTypes }) =>
      permission === question.permission &&
      question.mediaTypes.length > 0 &&
      question.mediaTypes.every((type) => mediaTypes.some((allowed) => allowed === type)),
  );
}

/** Decides permission requests and checks of `session`; logs every refused request. */
export function setUpPermissions(session: Session, kiosk: () => WebContents | null, log: Logger): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isGranted = isPermitted({
      permission,
      url: details.requestingUrl,
      isKiosk: contents === kiosk(),
      isMainFrame: details.isMainFrame,
      mediaTypes,
    });
    if (!isGranted) log.warn('Refused a permission', { permission, mediaTypes: mediaTypes.join(' ') });
    callback(isGranted);
  });
  // Chromium asks this one many times a second (device lists, permission states), so it does not log.
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, details) =>
    isPermitted({
      permission,
      url: details.requestingUrl ?? requestingOrigin,
      // Null where no page asks but the browser itself.
      isKiosk: contents === null || contents === kiosk(),
      isMainFrame: details.isMainFrame,
      mediaTypes: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  );
  // Screen capture, USB, serial ports and Bluetooth have handlers of their own and are refused where there is none.
}

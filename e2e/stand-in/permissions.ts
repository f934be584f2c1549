import type { BrowserContext } from 'playwright-core';
import { SHOWN_ORIGIN } from './origin.ts';
import type { Runtime } from './runtime.ts';
import type { StandInContents } from './web-contents.ts';

const OWN_ORIGIN = 'admit-one://kiosk/';

/** What Chromium calls the permissions that Electron asks about. */
function browserPermissions(permission: string, mediaTypes: readonly string[]): readonly string[] {
  switch (permission) {
    case 'media':
      return mediaTypes.map((type) => (type === 'video' ? 'camera' : 'microphone'));
    case 'geolocation':
    case 'notifications':
      return [permission];
    default:
      throw new Error(`The stand-in for Electron does not know the permission ${permission}.`);
  }
}

type Question = {
  readonly runtime: Runtime;
  readonly context: BrowserContext;
  readonly contents: StandInContents;
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly permission: string;
  readonly mediaTypes: readonly string[];
};

/** Asks the program's request handler and grants what it says; without a handler everything is granted, as on Electron. */
export async function askPermission(question: Question): Promise<boolean> {
  const { runtime, context, contents, url, isMainFrame, permission, mediaTypes } = question;
  const handler = runtime.permissionRequest;
  const isGranted =
    handler === null ||
    (await new Promise<boolean>((resolve) => {
      const details = permission === 'media' ? { mediaTypes } : {};
      handler(contents, permission, resolve, { ...details, requestingUrl: url, isMainFrame });
    }));
  if (isGranted)
    await context.grantPermissions([...browserPermissions(permission, mediaTypes)], { origin: SHOWN_ORIGIN });
  return isGranted;
}

/** Grants what the program's check handler allows without being asked; Chromium then refuses everything else. */
export async function grantChecked(runtime: Runtime, context: BrowserContext): Promise<void> {
  const handler = runtime.permissionCheck;
  const questions = [
    { permission: 'media', mediaType: 'video' },
    { permission: 'media', mediaType: 'audio' },
    { permission: 'geolocation' },
    { permission: 'notifications' },
  ];
  const granted = questions.flatMap(({ permission, mediaType }) => {
    const details = {
      requestingUrl: OWN_ORIGIN,
      isMainFrame: true,
      ...(mediaType === undefined ? {} : { mediaType }),
    };
    // No window has asked yet: Electron passes null as well when a check is not a page's.
    const isGranted = handler === null || handler(null, permission, OWN_ORIGIN, details);
    return isGranted ? browserPermissions(permission, mediaType === undefined ? [] : [mediaType]) : [];
  });
  await context.grantPermissions(granted, { origin: SHOWN_ORIGIN });
}

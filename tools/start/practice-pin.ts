import { existsSync } from 'node:fs';
import { pinPath } from '#main/lead/pin/pin-file.ts';
import { presetPin } from '#main/lead/pin/preset-pin.ts';

/** What everybody may know: it opens nothing but practice. */
const PRACTICE_PIN = '123456';

/** Sees to it that the lead's screen can be practised, and says the PIN. One that was chosen since stays. */
export async function readyPracticePin(folder: string, say: (sentence: string) => void): Promise<void> {
  const isNew = !existsSync(pinPath(folder, true));
  if (isNew) await presetPin({ folder, isPractice: true, pin: PRACTICE_PIN });
  say(
    isNew
      ? `The lead’s PIN for practice is ${PRACTICE_PIN} (F9 in the kiosk).`
      : `The lead’s PIN for practice is ${PRACTICE_PIN}, unless you chose another (F9 in the kiosk).`,
  );
}

import { afterEach, describe, expect, it, vi } from 'vitest';
import { createManualTiming } from '../manual-timing.ts';
import { createSoundPlayer } from './sound-player.ts';

/** Lets everything happen that waits for nothing else. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('the sound player', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('shows that it is mute while a sound is missing, and loads it again until it has it', async () => {
    let isRefusedThere = false;
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('fetch', (url: string) =>
      Promise.resolve(
        new Response('sound', { status: url === 'refused.wav' && !isRefusedThere ? 404 : 200 }),
      ),
    );
    const context = Object.assign(new EventTarget(), {
      state: 'running',
      decodeAudioData: () => Promise.resolve({}),
    });
    const timing = createManualTiming();
    const logged: string[] = [];
    const { canSound } = createSoundPlayer(
      context as unknown as AudioContext,
      { admitted: 'admitted.wav', refused: 'refused.wav', undecided: 'undecided.wav' },
      1,
      timing,
      { info: () => undefined, warn: () => undefined, error: (message) => logged.push(message) },
    );
    await settle();
    expect(canSound.get()).toBe(false);
    for (let tries = 0; tries < 5; tries += 1) {
      timing.pass(10_000);
      await settle();
    }
    expect(canSound.get()).toBe(false);
    expect(logged).toHaveLength(1);
    isRefusedThere = true;
    timing.pass(10_000);
    await settle();
    expect(canSound.get()).toBe(true);
  });
});

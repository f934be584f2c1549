import type { VerdictTone } from '#shared/verdict.ts';
import { fieldsOfError, type RendererLog } from '../ipc/log.ts';
import { createStore, type ReadOnlyStore } from '../store.ts';

/** Plays one sound a tone. */
export type SoundPlayer = {
  /** Plays at once; what still sounds is cut off. */
  readonly play: (tone: VerdictTone) => void;
  /** False when the gate is mute although it should not be: for the symbol in the corner. */
  readonly canSound: ReadOnlyStore<boolean>;
};

/** Long enough that cutting a sound off makes no click, in seconds as Web Audio counts. */
const FADE_SECONDS = 0.01;

/**
 * Loads the sounds and plays them at `volume` (0 to 1). The window must be allowed to sound without a gesture
 * (Chromium's switch `autoplay-policy=no-user-gesture-required`); where it is not, the first key or touch unlocks it.
 */
export function createSoundPlayer(
  context: AudioContext,
  urls: { readonly [tone in VerdictTone]: string },
  volume: number,
  log: RendererLog,
): SoundPlayer {
  const buffers = new Map<VerdictTone, AudioBuffer>();
  const canSound = createStore(true);
  let current: { readonly source: AudioBufferSourceNode; readonly gain: GainNode } | null = null;

  async function load(tone: VerdictTone): Promise<void> {
    try {
      const response = await fetch(urls[tone]);
      buffers.set(tone, await context.decodeAudioData(await response.arrayBuffer()));
    } catch (error) {
      log.error('A sound could not be loaded.', { tone, ...fieldsOfError(error) });
    }
  }

  /** Chromium resolves this promise only once sound is allowed, so nothing may wait for it. */
  function resume(): void {
    if (context.state === 'running') return;
    context.resume().catch((error: unknown) => log.warn('Sound is not allowed yet.', fieldsOfError(error)));
  }

  function fadeOut(): void {
    if (current === null) return;
    const { gain, source } = current;
    gain.gain.setTargetAtTime(0, context.currentTime, FADE_SECONDS / 3);
    source.stop(context.currentTime + FADE_SECONDS);
    current = null;
  }

  for (const tone of ['admitted', 'refused', 'undecided'] as const) void load(tone);
  context.addEventListener('statechange', () => canSound.set(context.state === 'running'));
  canSound.set(context.state === 'running');
  resume();
  for (const gesture of ['pointerdown', 'keydown'] as const) addEventListener(gesture, resume, true);

  return {
    canSound,
    play: (tone) => {
      resume();
      fadeOut();
      const buffer = buffers.get(tone);
      // A sound that had to wait for permission would come long after its verdict.
      if (buffer === undefined || volume === 0 || context.state !== 'running') return;
      const gain = new GainNode(context, { gain: volume });
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(gain).connect(context.destination);
      source.start();
      current = { source, gain };
    },
  };
}

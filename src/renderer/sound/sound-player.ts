import type { VerdictTone } from '#shared/verdict.ts';
import { fieldsOfError, type RendererLog } from '../ipc/log.ts';
import { createStore, type ReadOnlyStore } from '../store.ts';
import type { Timing } from '../timing.ts';

/** Plays one sound a tone. */
export type SoundPlayer = {
  /** Plays at once; what still sounds is cut off. */
  readonly play: (tone: VerdictTone) => void;
  /** False when the gate is mute although it should not be, for one verdict or all: for the symbol in the corner. */
  readonly canSound: ReadOnlyStore<boolean>;
};

/** Long enough that cutting a sound off makes no click, in seconds as Web Audio counts. */
const FADE_SECONDS = 0.01;
/** Pauses between tries to load a sound, in milliseconds; the last one is kept. */
const RETRY_AFTER_MS = [500, 2_000, 10_000] as const;
const TONES = ['admitted', 'refused', 'undecided'] as const satisfies readonly VerdictTone[];

/**
 * Loads the sounds and plays them at `volume` (0 to 1). The window must be allowed to sound without a gesture
 * (Chromium's switch `autoplay-policy=no-user-gesture-required`); where it is not, the first key or touch unlocks it.
 */
export function createSoundPlayer(
  context: AudioContext,
  urls: { readonly [tone in VerdictTone]: string },
  volume: number,
  timing: Timing,
  log: RendererLog,
): SoundPlayer {
  const buffers = new Map<VerdictTone, AudioBuffer>();
  const canSound = createStore(false);
  let current: { readonly source: AudioBufferSourceNode; readonly gain: GainNode } | null = null;

  async function load(tone: VerdictTone, failures = 0): Promise<void> {
    try {
      const response = await fetch(urls[tone]);
      if (!response.ok) throw new Error(`The sound's file was answered with ${response.status}.`);
      buffers.set(tone, await context.decodeAudioData(await response.arrayBuffer()));
      tellWhetherItSounds();
    } catch (error) {
      if (failures === 0) log.error('A sound could not be loaded.', { tone, ...fieldsOfError(error) });
      const delayMs = RETRY_AFTER_MS[Math.min(failures, RETRY_AFTER_MS.length - 1)];
      timing.after(delayMs ?? 0, () => void load(tone, failures + 1));
    }
  }

  function tellWhetherItSounds(): void {
    canSound.set(context.state === 'running' && TONES.every((tone) => buffers.has(tone)));
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

  for (const tone of TONES) void load(tone);
  context.addEventListener('statechange', tellWhetherItSounds);
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

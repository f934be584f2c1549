import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes the three sounds in resources/sounds: `node tools/make-sounds.ts`. They differ in pitch, rhythm and timbre, so that
 * they are told apart in noise and by someone who does not look: admitted rises in two bright steps, refused buzzes low
 * and twice, undecided asks with one note that bends upwards at its end.
 */

const SAMPLE_RATE = 24_000;
const FOLDER = path.join(import.meta.dirname, '../resources/sounds');

type Note = {
  readonly startMs: number;
  readonly durationMs: number;
  readonly fromHertz: number;
  readonly toHertz: number;
  /** Loudness of the fundamental and of each overtone. */
  readonly partials: readonly number[];
  readonly loudness: number;
};

const BELL = [1, 0.45, 0.2, 0.1];
/** Odd partials only: a buzzer that small laptop speakers still carry although its fundamental is low. */
const BUZZER = [1, 0, 0.8, 0, 0.7, 0, 0.55, 0, 0.45, 0, 0.35];
const REED = [1, 0.1, 0.35, 0.05, 0.1];

const SOUNDS = {
  admitted: [
    { startMs: 0, durationMs: 110, fromHertz: 880, toHertz: 880, partials: BELL, loudness: 0.85 },
    { startMs: 100, durationMs: 260, fromHertz: 1_318.5, toHertz: 1_318.5, partials: BELL, loudness: 0.95 },
  ],
  refused: [
    { startMs: 0, durationMs: 190, fromHertz: 165, toHertz: 155, partials: BUZZER, loudness: 1 },
    { startMs: 260, durationMs: 300, fromHertz: 155, toHertz: 140, partials: BUZZER, loudness: 1 },
  ],
  undecided: [{ startMs: 0, durationMs: 520, fromHertz: 440, toHertz: 587, partials: REED, loudness: 0.9 }],
} satisfies Record<string, readonly Note[]>;

/** The note's sample at `seconds` after its start. */
function sampleOf(note: Note, seconds: number): number {
  const duration = note.durationMs / 1_000;
  if (seconds < 0 || seconds >= duration) return 0;
  const progress = seconds / duration;
  // The bend comes late, as a voice asks; the phase is the integral of the pitch.
  const bend = progress ** 3;
  const hertz = note.fromHertz + ((note.toHertz - note.fromHertz) * bend) / 4;
  const phase = 2 * Math.PI * hertz * seconds;
  const attack = Math.min(1, seconds / 0.006);
  const release = Math.min(1, (duration - seconds) / 0.05);
  const total = note.partials.reduce((sum, partial) => sum + partial, 0);
  const wave = note.partials.reduce(
    (sum, partial, index) => sum + partial * Math.sin((index + 1) * phase),
    0,
  );
  return (wave / total) * attack * release * note.loudness;
}

/** The notes as one 16-bit mono WAV file, as loud as it goes without clipping. */
function render(notes: readonly Note[]): Buffer {
  const durationMs = Math.max(...notes.map((note) => note.startMs + note.durationMs)) + 20;
  const length = Math.ceil((durationMs / 1_000) * SAMPLE_RATE);
  const samples = Array.from({ length }, (_, index) =>
    notes.reduce((sum, note) => sum + sampleOf(note, index / SAMPLE_RATE - note.startMs / 1_000), 0),
  );
  const peak = Math.max(...samples.map(Math.abs));
  const file = Buffer.alloc(44 + length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(length * 2, 40);
  for (const [index, sample] of samples.entries()) {
    file.writeInt16LE(Math.round((sample / peak) * 0.95 * 32_767), 44 + index * 2);
  }
  return file;
}

mkdirSync(FOLDER, { recursive: true });
for (const [name, notes] of Object.entries(SOUNDS)) {
  writeFileSync(path.join(FOLDER, `${name}.wav`), render(notes));
}

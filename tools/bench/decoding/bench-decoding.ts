import { createContestants, type Contestant } from './contestants.ts';
import { createTally, type Figures, type TimedReading } from './figures.ts';
import type { BenchFrame } from './frames/frame.ts';
import { createEasyFrame, createEmptyFrame, createHardFrame } from './frames/hard-frames.ts';
import { readPhotographs } from './photographs.ts';

/** The frames that figures are reported on; the cascade was tuned on those of seed 1. */
const REPORT_SEED = 2026;

/** Rounds over the frames without a code: a scanner sees them one after another for minutes. */
const EMPTY_ROUNDS = 4;

export type DecodingOptions = {
  /** Called now and then with what is being done. */
  readonly onProgress?: (line: string) => void;
  /** A folder of photographs with their texts, or null for none. */
  readonly photosFolder?: string | null;
  readonly seed?: number;
  readonly hardFrames?: number;
  readonly easyFrames?: number;
  readonly emptyFrames?: number;
};

/**
 * Lets every contestant read the same frames in turn, so that a busy machine slows all of them alike. Each frame with a code is
 * the first that a reader sees; frames without one come as a stream, which is how the budget of ours is meant.
 */
export async function benchDecoding({
  onProgress = () => {},
  photosFolder = null,
  seed = REPORT_SEED,
  hardFrames = 400,
  easyFrames = 64,
  emptyFrames = 48,
}: DecodingOptions = {}): Promise<Figures> {
  const contestants = await createContestants();
  const tally = createTally(contestants.map((contestant) => contestant.name));
  warmUp(contestants, createEasyFrame(seed, 0));

  function readAll(set: string, frames: Iterable<BenchFrame>, total: number | null): void {
    let count = 0;
    for (const frame of frames) {
      for (const { name, start } of contestants) {
        tally.add(set, name, frame, time(start(), frame));
      }
      count += 1;
      if (count % 25 === 0 || count === total)
        onProgress(`${set}: ${count}${total === null ? '' : ` of ${total}`}`);
    }
  }

  readAll('hard', generate(createHardFrame, seed, hardFrames), hardFrames);
  readAll('easy', generate(createEasyFrame, seed + 1, easyFrames), easyFrames);
  const empty = [...generate(createEmptyFrame, seed + 2, emptyFrames)];
  const streams = contestants.map(({ name, start }) => ({ name, reader: start() }));
  for (let round = 0; round < EMPTY_ROUNDS; round += 1) {
    for (const frame of empty) {
      for (const { name, reader } of streams) {
        tally.add('without a code', name, frame, time(reader, frame));
      }
    }
    onProgress(`without a code: round ${round + 1} of ${EMPTY_ROUNDS}`);
  }
  if (photosFolder !== null) readAll('photographs', readPhotographs(photosFolder), null);
  return tally.figures(seed);
}

function* generate(
  create: (seed: number, index: number) => BenchFrame,
  seed: number,
  count: number,
): Generator<BenchFrame> {
  for (let index = 0; index < count; index += 1) yield create(seed, index);
}

/** Compiled code is what a gate runs all night: the first frames are not what it is like. */
function warmUp(contestants: readonly Contestant[], frame: BenchFrame): void {
  for (const { start } of contestants) for (let count = 0; count < 20; count += 1) time(start(), frame);
}

function time(reader: ReturnType<Contestant['start']>, frame: BenchFrame): TimedReading {
  const before = process.threadCpuUsage();
  const startedAt = performance.now();
  const texts = reader.read({ data: frame.luma, width: frame.width, height: frame.height });
  const durationMs = performance.now() - startedAt;
  const { user, system } = process.threadCpuUsage(before);
  return { texts, durationMs, processorMs: (user + system) / 1_000 };
}

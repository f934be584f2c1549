import { benchReplay, formatReplay } from './bench-replay.ts';

/** Replay's benchmark alone: `node tools/bench/replay/main.ts`. */
const bench = await benchReplay({ onProgress: (sentence) => process.stderr.write(`${sentence}\n`) });
process.stdout.write(`${formatReplay(bench)}\n`);

import { benchMonitoring, formatMonitoring } from './bench-monitoring.ts';

/** What monitoring costs, alone: `node tools/bench/monitoring/main.ts`. */
const bench = await benchMonitoring({ onProgress: (sentence) => process.stderr.write(`${sentence}\n`) });
process.stdout.write(`${formatMonitoring(bench)}\n`);

import { benchAdmission, formatAdmission } from './bench-admission.ts';

/** The admission's benchmark alone: `node tools/bench/admission/main.ts [sizes]`. */
const sizes = process.argv.slice(2).map(Number);
const bench = await benchAdmission({
  sizes: sizes.length > 0 ? sizes : [2_000, 100_000, 1_000_000],
  onProgress: (sentence) => process.stderr.write(`${sentence}\n`),
});
process.stdout.write(`${formatAdmission(bench)}\n`);

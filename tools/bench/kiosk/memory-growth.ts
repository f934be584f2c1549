import type { HeapUse } from './heap-use.ts';
import type { ProcessMemory } from './process-memory.ts';

/** Memory after so many frames. */
export type MemorySample = HeapUse & ProcessMemory & { readonly frames: number };

/** Beyond this a heap has grown: the collector's leavings and fragments come and go by less. */
const GROWTH_ALLOWED = 0.1;
/** Of a small heap a tenth is nothing; this much in an hour would be ten megabytes in a night. */
const LEAST_GROWTH_BYTES = 1_000_000;

/** The parts whose memory was measured, as the tables call them. */
export const MEMORY_PARTS = {
  pageBytes: 'page heap',
  workerBytes: 'worker heap',
  rendererBytes: 'renderer process',
  mainBytes: 'main process',
} as const satisfies Record<keyof (HeapUse & ProcessMemory), string>;

/** The parts whose memory at the end is well above that at the beginning; none when memory is flat. */
export function growingParts(samples: readonly MemorySample[]): readonly string[] {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return [];
  return Object.entries(MEMORY_PARTS).flatMap(([key, name]) => {
    const part = key as keyof typeof MEMORY_PARTS;
    const before = first[part];
    const after = last[part];
    if (before === null || after === null) return [];
    const allowed = Math.max(before * GROWTH_ALLOWED, LEAST_GROWTH_BYTES);
    return after - before > allowed ? [name] : [];
  });
}

/** How long a step may be silent before it is said that it goes on. */
const STILL_AT_IT_EVERY_MS = 10_000;

/**
 * Runs one step of the start and says what it is, that it goes on, and how long it took: a person who waits wants to know for what.
 * Quick steps (below a second) are not worth a second line.
 */
export async function step<T>(
  what: string,
  work: (say: (sentence: string) => void) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  say(`${what} ...`);
  const still = setInterval(
    () => say(`${what}: still at it after ${seconds(startedAt)} ...`),
    STILL_AT_IT_EVERY_MS,
  );
  try {
    const result = await work(say);
    if (performance.now() - startedAt > 1_000) say(`${what}: done in ${seconds(startedAt)}.`);
    return result;
  } finally {
    clearInterval(still);
  }
}

/** Standard output belongs to the line that says that the gate is ready. */
function say(sentence: string): void {
  console.error(sentence);
}

function seconds(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
}

/** Two questions in one look: a window and its reload, or a second hand on the same button. */
const FRESH_FOR_MS = 1_000;

/**
 * Makes `look` answer everybody who asks while it is under way, and for a moment after it has succeeded, with the same. One that failed is
 * kept for nobody.
 */
export function shareLook<Seen>(
  look: () => Promise<Seen>,
  nowMs: () => number = () => performance.now(),
): () => Promise<Seen> {
  let current: Promise<Seen> | null = null;
  let freshUntilMs = -Infinity;

  async function lookOnce(): Promise<Seen> {
    freshUntilMs = Infinity;
    try {
      const seen = await look();
      freshUntilMs = nowMs() + FRESH_FOR_MS;
      return seen;
    } catch (error) {
      freshUntilMs = -Infinity;
      throw error;
    }
  }

  return () => {
    if (current === null || nowMs() >= freshUntilMs) current = lookOnce();
    return current;
  };
}

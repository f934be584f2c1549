/** The attempts of this process with the codes that they are of. */
export type BegunAttempts = {
  /**
   * Notes an attempt; false where its id is another code's. The database would say so too, but a gate on its own can't ask:
   * a green under such an id would be set aside by the replay, and known to no other gate.
   */
  readonly begin: (attemptId: string, codeDigest: string) => boolean;
};

/** More than a gate judges in a night. */
const ATTEMPTS_KEPT = 10_000;

/** Starts with none, and keeps the newest `limit`. */
export function createBegunAttempts(limit = ATTEMPTS_KEPT): BegunAttempts {
  /** Digests by attempt id, oldest first. */
  const digests = new Map<string, string>();
  return {
    begin(attemptId, codeDigest) {
      const known = digests.get(attemptId);
      if (known !== undefined) return known === codeDigest;
      digests.set(attemptId, codeDigest);
      const [oldest] = digests.keys();
      if (digests.size > limit && oldest !== undefined) digests.delete(oldest);
      return true;
    },
  };
}

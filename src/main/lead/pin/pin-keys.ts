/**
 * What a PIN opens. There is no hash of the PIN anywhere: it is right when the key that it wraps comes open, and the key is the one
 * that reads the snapshot's names. The snapshot makes these; this room only keeps them.
 */
export type PinKeys<Wrapped, Opened> = {
  /** A new pair, wrapped under `pin`; what an earlier pair has sealed can't be read with it. */
  readonly create: (pin: string) => Promise<{ readonly wrapped: Wrapped; readonly opened: Opened }>;
  /** Null when the PIN is another one. */
  readonly open: (wrapped: Wrapped, pin: string) => Promise<Opened | null>;
  /** The same key under another PIN. */
  readonly rewrap: (wrapped: Wrapped, opened: Opened, pin: string) => Promise<Wrapped>;
};

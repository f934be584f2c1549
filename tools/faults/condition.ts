/** How a network treats everything that goes over it, from the moment it is set until the next one. */
export type Condition =
  | { readonly kind: 'clear' }
  /**
   * Nothing arrives, and nobody is told. What was sent meanwhile arrives when the network is back, as with lost packets
   * that the operating system sends again: a COMMIT may reach the server long after the gate has given it up.
   */
  | { readonly kind: 'drop' }
  /** Everything arrives, `ms` later in each direction. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Everything arrives, at this rate in each direction, all connections together. */
  | { readonly kind: 'narrow'; readonly bytesPerSecond: number }
  /** The server gets what was sent; of its answer half arrives, then both sides are cut off. */
  | { readonly kind: 'cut-replies' };

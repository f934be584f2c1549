/** One way in which a gate loses its database, and its end. */
export type Outage = {
  /** In the words of whoever reads the proof: "the server is frozen". */
  readonly name: string;
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
};

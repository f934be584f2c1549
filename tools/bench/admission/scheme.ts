/** One way to write the admission, as the benchmark drives it. */
export type Scheme = {
  readonly name: string;
  /** Opens one scanner with a connection of its own. */
  readonly open: (place: BenchPlace) => Promise<Scanner>;
};

export type BenchPlace = { readonly url: string; readonly concertId: number };

export type Scanner = {
  /** Judges a code; resolves with the verdict. */
  readonly admit: (code: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

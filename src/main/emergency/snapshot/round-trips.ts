import { ask as askDatabase } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { createPageSize, type PageSize } from './page-size.ts';
import { type Page, toPage } from './remote-page.ts';
import { pageById } from './remote-statements.ts';

const TRIP_LIMIT_MS = 2_500;

/** A refresher's way to the database. What it asks throws the database's error. */
export type RoundTrips = {
  /** Asks several things at once; what each is answered, in their order. */
  readonly ask: (name: string, statements: readonly string[]) => Promise<readonly unknown[]>;
  /** A page by id, as large as this network carries in good time. */
  readonly askPage: (afterId: number) => Promise<Page>;
  readonly pageSize: PageSize;
};

export function createRoundTrips(pool: SessionPool): RoundTrips {
  const pageSize = createPageSize();

  const ask: RoundTrips['ask'] = (name, statements) => askDatabase(pool, name, statements, TRIP_LIMIT_MS);

  return {
    ask,
    async askPage(afterId) {
      const limit = pageSize.rows();
      const readStartedAtMs = performance.now();
      const [result] = await pageSize.measure(async () =>
        ask('copy ticket purchases', [pageById({ afterId, limit })]),
      );
      return toPage(result, limit, readStartedAtMs);
    },
    pageSize,
  };
}

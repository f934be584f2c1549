import type { Page } from './remote-page.ts';
import { readServer } from './remote-rows.ts';
import { serverNow } from './remote-statements.ts';
import type { RoundTrips } from './round-trips.ts';
import type { SnapshotWriter } from './snapshot-writer.ts';
import { stopIfAsked } from './stopped.ts';
import type { SurroundingsReader } from './surroundings.ts';

/** What the first copy is made with. */
type FirstCopyOptions = {
  readonly writer: SnapshotWriter;
  readonly trips: RoundTrips;
  readonly surroundings: SurroundingsReader;
  readonly now: () => Date;
  readonly signal: AbortSignal | undefined;
};

/** Copies what the first copy still has before it, beginning it if need be; returns how many rows were written. */
export async function finishFirstCopy(options: FirstCopyOptions): Promise<number> {
  const { writer, trips } = options;
  if (writer.plan().changesFrom === null) await begin(options);
  const { copyCursor } = writer.plan();
  if (copyCursor === null) return 0;
  const [server] = await trips.ask('look at the extent', [serverNow({})]);
  writer.noteExtent(readServer(server));
  const changed = await copy(options, copyCursor);
  writer.endCopy();
  return changed;
}

async function begin({ writer, trips, surroundings, now }: FirstCopyOptions): Promise<void> {
  const takenAt = now();
  const statements = [serverNow({}), ...surroundings.statements()];
  const [server, ...around] = await trips.ask('begin a snapshot', statements);
  writer.beginCopy(readServer(server).now, takenAt);
  surroundings.take(around);
}

async function copy({ writer, trips, signal }: FirstCopyOptions, from: number): Promise<number> {
  let changed = 0;
  let cursor = from;
  let coming: Promise<Page> = trips.askPage(cursor);
  for (;;) {
    const page = await coming;
    // The server reads the next page while this one is written.
    if (page.lastId !== null) coming = trips.askPage(page.lastId);
    coming.catch(() => undefined);
    changed += await writer.writePage({ ...page, cursor: { walk: 'copy', from: cursor } });
    if (page.lastId === null) return changed;
    cursor = page.lastId;
    if (signal?.aborted === true) await coming.catch(() => undefined);
    stopIfAsked(signal);
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Makes a film of practice tickets, every verdict among them, and returns its path; `addEnding` gets what removes it. */
export async function renderDemoFilm(
  databaseUrl: string,
  addEnding: (stop: () => Promise<void>) => void,
): Promise<string> {
  // Loaded only when asked for: most starts have a webcam.
  const { demoScenes, renderFilm } = await import('../practice/film.ts');
  const { practiceExamples } = await import('../practice/examples.ts');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-film-'));
  addEnding(() => rm(folder, { recursive: true, force: true }));
  const out = path.join(folder, 'practice-tickets.mjpeg');
  await renderFilm({ scenes: demoScenes(await practiceExamples({ url: databaseUrl })), out });
  return out;
}

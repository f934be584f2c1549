import { once } from 'node:events';
import type { PdfDocument } from './typesetter.ts';
import type { Sink } from './whole-file.ts';

/** Hands a document's bytes on as they come, one after the other; resolves when it has ended and all are written. */
export async function writeDocument(document: PdfDocument, sink: Sink): Promise<void> {
  const failed = once(document, 'error').then(([error]) => {
    throw error;
  });
  const written = (async () => {
    for await (const chunk of document) await sink(chunk as Buffer);
  })();
  await Promise.race([written, failed]);
}

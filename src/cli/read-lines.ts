import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of a stream, without their ends (LF or CRLF). Node's own line reader also breaks at U+2028 and U+2029, which
 * may stand in a code. Ends where the stream does; one that is destroyed has simply ended.
 */
export async function* readLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const piece of stream) {
      rest += typeof piece === 'string' ? piece : decoder.write(piece);
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield line.replace(/\r$/u, '');
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    return;
  }
  rest += decoder.end();
  if (rest !== '') yield rest.replace(/\r$/u, '');
}

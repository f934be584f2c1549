import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { afterEach, expect, test, vi } from 'vitest';
import { openLiveScreen } from './live-screen.ts';

/** A busy machine writes late. */
const PATIENTLY = { timeout: 30_000 };

/** A terminal as the screen sees it, with what was written to it. */
function terminal(columns: number, rows: number) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
  });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
  let written = '';
  output.on('data', (piece: Buffer) => {
    written += piece.toString();
  });
  return {
    modes,
    type: (keys: string) => input.write(keys),
    resize(toColumns: number, toRows: number) {
      Object.assign(output, { columns: toColumns, rows: toRows });
      output.emit('resize');
    },
    takeWritten() {
      const taken = written;
      written = '';
      return taken;
    },
    input: input as unknown as ReadStream,
    output: output as unknown as WriteStream,
  };
}

let close = (): void => undefined;
afterEach(() => close());

function open(place: ReturnType<typeof terminal>, onQuit: () => void = () => undefined) {
  const screen = openLiveScreen({ input: place.input, output: place.output, onQuit });
  close = screen.close;
  return screen;
}

test('a picture is drawn in place, cut to the window, and drawn anew when that changes its size', async () => {
  const place = terminal(10, 2);
  open(place).show(({ columns }) => [`of ${columns}`, 'a long second line', 'a third']);
  await vi.waitFor(
    () => expect(place.takeWritten()).toContain('\u001B[Hof 10\u001B[K\r\na long se…\u001B[K\u001B[J'),
    PATIENTLY,
  );
  place.resize(40, 3);
  await vi.waitFor(
    () =>
      expect(place.takeWritten()).toContain('of 40\u001B[K\r\na long second line\u001B[K\r\na third\u001B[K'),
    PATIENTLY,
  );
});

test.each(['q', 'Q', '\u0003'])('%j quits', async (key) => {
  const place = terminal(80, 24);
  const onQuit = vi.fn();
  open(place, onQuit);
  place.type('x');
  place.type(key);
  await vi.waitFor(() => expect(onQuit).toHaveBeenCalledOnce(), PATIENTLY);
});

test('the terminal is given back as it was: cursor, lines, keys, and what stood there', async () => {
  const place = terminal(80, 24);
  const screen = open(place);
  await vi.waitFor(() => expect(place.takeWritten()).toBe('\u001B[?1049h\u001B[?25l\u001B[?7l'), PATIENTLY);
  screen.close();
  screen.close();
  screen.show(() => ['too late']);
  await vi.waitFor(() => expect(place.takeWritten()).toBe('\u001B[?7h\u001B[?25h\u001B[?1049l'), PATIENTLY);
  expect(place.modes).toEqual([true, false]);
  expect(place.output.listenerCount('resize') + place.input.listenerCount('data')).toBe(0);
});

test('whatever ends the program, the terminal is given back', () => {
  const place = terminal(80, 24);
  const before = process.listenerCount('exit');
  open(place);
  expect(process.listenerCount('exit')).toBe(before + 1);
  process.listeners('exit').at(-1)?.call(process, 1);
  expect(place.modes).toEqual([true, false]);
  expect(process.listenerCount('exit')).toBe(before);
});

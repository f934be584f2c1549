/** Whether what is written there can be drawn over: a terminal, and one that obeys escape sequences, which `TERM=dumb` does not. */
export function isLiveTerminal(
  stream: { readonly isTTY: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY && environment['TERM'] !== 'dumb';
}

/** More than a measurement takes between two looks, and a few hundred kilobytes. */
const MARKS_KEPT = 2_000;

/** Leaves a mark in the window's performance timeline. Old ones are cleared: the timeline itself keeps all of them for ever. */
export function createMarks(
  timeline: Pick<Performance, 'mark' | 'clearMarks'>,
): (mark: string, attemptId: string, atMs: number) => void {
  let count = 0;
  return (mark, attemptId, atMs) => {
    if (count === MARKS_KEPT) {
      timeline.clearMarks();
      count = 0;
    }
    count += 1;
    timeline.mark(mark, { startTime: atMs, detail: { attemptId } });
  };
}

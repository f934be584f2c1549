import stringWidth from 'string-width';

/** Rows of words in columns that are as wide as their widest cell, colours not counted; numbers to the right where `alignRight` says so. */
export function tableOf(
  rows: readonly (readonly string[])[],
  options: { readonly alignRight?: readonly number[]; readonly gap?: string } = {},
): readonly string[] {
  const { alignRight = [], gap = '  ' } = options;
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, stringWidth(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const room = ' '.repeat((widths[at] ?? 0) - stringWidth(cell));
        return alignRight.includes(at) ? room + cell : cell + room;
      })
      .join(gap)
      .trimEnd(),
  );
}

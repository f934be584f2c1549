/** How large a name may be written so that it is whole: most are short, and those are for reading from afar. */
export type NameSize = 'large' | 'medium' | 'small' | 'tiny';

/** East Asian characters are as wide as they are high. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{20000}-\u{3FFFD}]/u;
const MARK = /\p{Mark}/u;

/** The size for a name, by the width that its characters need. */
export function nameSize(name: string): NameSize {
  const width = Array.from(name).reduce((sum, character) => sum + widthOf(character), 0);
  if (width <= 20) return 'large';
  if (width <= 34) return 'medium';
  if (width <= 70) return 'small';
  return 'tiny';
}

function widthOf(character: string): number {
  if (MARK.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

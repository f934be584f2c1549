/** Text from outside (a title, a name) without what a terminal would obey: escape sequences, line ends, a changed direction. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ');
}

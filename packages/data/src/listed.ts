/** Names for a message: the first twelve, and how many there are where there are more. */
export const listed = (names: readonly string[]): string =>
  names.slice(0, 12).join(', ') + (names.length > 12 ? `, ... (${names.length})` : '');

/** Where paths of pictures begin, from the folder of the table: `photos` of `photos/{}.jpg`. */
export function imageFoldersOf(data: unknown): readonly string[] {
  const given = texts(field(data, 'imageFolder')).map((text) => text.replace(/[^/]*\{\}.*$/s, ''));
  return given.length > 0 || field(data, 'imageColumn') === undefined ? given : ['.'];
}

/** The texts of a value: one, or a list. */
export const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');

/** A field of something that a person wrote and nobody has checked yet. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

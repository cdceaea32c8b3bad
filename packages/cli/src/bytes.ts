const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `47.2 MB` */
export function bytesText(bytes: number): string {
  let at = 0;
  let value = bytes;
  while (value >= 1000 && at < UNITS.length - 1) {
    value /= 1000;
    at++;
  }
  return `${at === 0 ? value : value.toFixed(1)} ${UNITS[at]}`;
}

/** `5GB`, `500 MB`, `1024` as bytes; undefined for anything else. */
export function parseBytes(text: string): number | undefined {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?b)?\s*$/i.exec(text);
  if (!found) return undefined;
  const unit = UNITS.findIndex((each) => each.toLowerCase() === (found[2] ?? 'b').toLowerCase());
  return Math.floor(Number(found[1]) * 1000 ** unit);
}

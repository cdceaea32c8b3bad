/** Divides the numbers below `size` into about equal ranges, at most so many. */
export function dividedInto(parts: number, size: number): { readonly from: number; readonly to: number }[] {
  const width = Math.ceil(size / parts);
  return Array.from({ length: parts }, (_, at) => ({
    from: Math.min(size, at * width),
    to: Math.min(size, (at + 1) * width),
  })).filter(({ from, to }) => from < to);
}

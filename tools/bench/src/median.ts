/** The middle of some times; of two in the middle the later one. */
export function median(times: readonly number[]): number {
  const middle = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
  if (middle === undefined) throw new Error('internal: the median of nothing');
  return middle;
}

import type { RecordedRow } from './record.js';

/** A row's confusion matrix read rightly and the wrong way round, as two of the reports did (F9). */
export function transposedReading(row: RecordedRow | undefined): string {
  const confusion = row?.models[0]?.confusion;
  if (!row || !confusion) return '';
  const { classes, counts } = confusion;
  let [from, to] = [0, 1];
  for (const [at, line] of counts.entries()) {
    for (const [predicted, count] of line.entries())
      if (predicted !== at && count > counts[from][to]) [from, to] = [at, predicted];
  }
  const columnSum = (column: number): number => counts.reduce((sum, line) => sum + line[column], 0);
  const rowSum = (at: number): number => counts[at].reduce((sum, count) => sum + count, 0);
  const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;
  const gaps = classes.map((_, at) => Math.abs(counts[at][at] / rowSum(at) - counts[at][at] / columnSum(at)));
  const most = gaps.indexOf(Math.max(...gaps));
  return (
    `In ${row.id}, ${counts[from][to]} images of ${classes[from]} were taken for ${classes[to]}; read with rows and ` +
    `columns exchanged, as in two of the reports, the same cell says that ${classes[to]} was taken for ` +
    `${classes[from]}, which happened ${counts[to][from]} times. What is called the accuracy of a class changes too: of ` +
    `the images that are ${classes[most]}, ${share(counts[most][most], rowSum(most))} were recognised (recall); of those ` +
    `that were called ${classes[most]}, ${share(counts[most][most], columnSum(most))} are (precision). Here the ` +
    'orientation is part of the type and of the file, and both figures have their names.'
  );
}

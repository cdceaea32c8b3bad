import { type Axis, type Growth, type GrowthResults, slope } from './measurements.js';

const AXES: readonly Axis[] = ['rows', 'columns'];

/** The section of docs/speed.md on what more rows and columns cost. */
export function growthSection({ command, date, processor, cores, node, peer, load, models }: GrowthResults): string {
  const [{ ours }] = models;
  const lines = models.map((growth) => {
    const cells = AXES.flatMap((axis) => [pair(growth, axis, 'processorSeconds'), pair(growth, axis, 'peakMb')]);
    return `| ${growth.model} (${growth.measured}) | ${cells.join(' | ')} |`;
  });
  const sizes = [...new Set(ours.map(({ rows, columns }) => `${rows.toLocaleString('en')} x ${columns}`))].join(', ');
  return `## As work grows

\`${command}\`; ${date}, ${processor}, ${cores} cores, load ${load.map((value) => value.toFixed(1)).join(' to ')}, Node.js ${node}

Tables of ${sizes} floats, a fifth of the rows for the score; every
measurement is a process of its own. A slope is the power of the size that processor seconds, or the memory of the whole
process, grow with between the two largest tables: at 1 twice the rows take twice as long, at 0 as long. Ours first, then
${peer}'s. Small tables show what a call costs before it computes: starting threads and WebAssembly.

![Processor seconds over rows and over columns in logarithms, ours and scikit-learn's](images/growth.svg)

| model | time by rows | memory by rows | time by columns | memory by columns |
|---|---:|---:|---:|---:|
${lines.join('\n')}
`;
}

const pair = (growth: Growth, axis: Axis, figure: 'processorSeconds' | 'peakMb'): string =>
  [growth.ours, growth.peer].map((points) => slope(points, axis, figure).toFixed(2)).join(', ');

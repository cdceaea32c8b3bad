// How near to the best of a whole grid asynchronous successive halving comes, and with how many of its epochs, on the curves that
// `asha-curves.js` keeps.
//
//   node tools/bench/dist/asha.js FILE [epochs] [reductionFactor]
import { readFileSync } from 'node:fs';
import { mean } from '@selvedge/data/arithmetic';
import { type Compared, compare } from './asha/compare.js';
import type { Curve } from './asha/curves.js';

const [, , file, epochs = '16', reductionFactor = '4'] = process.argv;
if (file === undefined) throw new Error('Name the file that asha-curves.js wrote.');
const curves = (JSON.parse(readFileSync(file, 'utf8')) as readonly Curve[]).filter(
  ({ accuracy }) => accuracy.length >= Number(epochs),
);
/** Other orders in which the same points begin. */
const ORDERS = 20;
const WITHIN = 0.2;
const options = { reductionFactor: Number(reductionFactor) };

const points = ({ gridBest, found }: Compared): number => 100 * (gridBest - found);
const share = ({ epochs: own, gridEpochs }: Compared): number => own / gridEpochs;
const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;

console.log(
  `| seed | best of the grid | found | points below | epochs | of the grid's | within ${WITHIN}, of ${ORDERS} orders |`,
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
const all: Compared[] = [];
for (const seed of new Set(curves.map((curve) => curve.seed))) {
  const own = curves.filter((curve) => curve.seed === seed);
  const results: Compared[] = [];
  for (let order = 0; order < ORDERS; order++)
    results.push(await compare(own, Number(epochs), options, seed + 100 * order));
  all.push(...results);
  const [first] = results;
  const near = results.filter((each) => points(each) <= WITHIN + 1e-9).length;
  const cells = [
    seed,
    `${(100 * first.gridBest).toFixed(2)} %`,
    `${(100 * first.found).toFixed(2)} %`,
    points(first).toFixed(2),
    `${first.epochs} of ${first.gridEpochs}`,
    percent(share(first)),
    `${near} with ${percent(Math.min(...results.map(share)))} to ${percent(Math.max(...results.map(share)))}`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
const near = all.filter((each) => points(each) <= WITHIN + 1e-9).length;
console.log(
  `${near} of ${all.length} searches within ${WITHIN} points, ${mean(all.map(points)).toFixed(3)} below on average, with ${percent(mean(all.map(share)))} of the epochs`,
);

// Trains every point of a grid on Fashion-MNIST with several seeds, and keeps the validation accuracy after each epoch: what
// `asha.js` reads. Goes on where it was stopped.
//
//   SELVEDGE_DATA=... node tools/bench/dist/asha-curves.js FILE [epochs] [seeds]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Curve, curveOf, GRID, splitRows } from './asha/curves.js';
import { fashionMnist } from './fashion-mnist.js';

const [, , file, epochs = '16', seeds = '5'] = process.argv;
if (file === undefined) throw new Error('Name the file that keeps the curves.');
const curves: Curve[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
const known = new Set(
  curves
    .filter(({ accuracy }) => accuracy.length >= Number(epochs))
    .map(({ seed, point }) => JSON.stringify([seed, point])),
);
const rows = splitRows(fashionMnist().train);
for (let seed = 0; seed < Number(seeds); seed++)
  for (const point of GRID) {
    if (known.has(JSON.stringify([seed, point]))) continue;
    const begun = process.cpuUsage();
    const curve = await curveOf(rows, point, Number(epochs), seed);
    curves.push(curve);
    writeFileSync(file, `[\n${curves.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`);
    const { user, system } = process.cpuUsage(begun);
    const best = Math.max(...curve.accuracy).toFixed(4);
    console.log(`seed ${seed} ${JSON.stringify(point)}: at most ${best}, ${((user + system) / 1e6).toFixed(0)} s`);
  }

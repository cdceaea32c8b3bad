// How far a sweep of 10,000 trials scales with workers, by simulation: a table, and a figure.
//
//   node tools/bench/dist/scale-simulation.js [figure.svg]
import { writeFileSync } from 'node:fs';
import { createRng } from '@selvedge/data';
import { drawCharts } from './scale/draw.js';
import { COSTS, sweepOf } from './scale/measured.js';
import { type StationName, simulate } from './scale/simulate.js';

const WORKERS = [1, 10, 100, 1000];
const SECONDS = [1, 10, 60, 600];
const STATIONS: readonly StationName[] = ['store', 'network', 'queue', 'coordinator'];
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
const lasting = (seconds: number): string =>
  seconds < 7200 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(1)} h`;

const results = SECONDS.map((seconds) =>
  WORKERS.map((workers) => simulate(workers, sweepOf(seconds), COSTS, createRng('scale'))),
);
console.log(`| trial | workers | takes | computing | ${STATIONS.join(' | ')} |`);
console.log(`| --- | --- | --- | --- | ${STATIONS.map(() => '---').join(' | ')} |`);
for (const [row, seconds] of SECONDS.entries())
  for (const [column, workers] of WORKERS.entries()) {
    const { makespan, efficiency, busy } = results[row][column];
    const shares = STATIONS.map((name) => percent(busy[name])).join(' | ');
    console.log(
      `| ${seconds} s | ${workers.toLocaleString('en')} | ${lasting(makespan)} | ${percent(efficiency)} | ${shares} |`,
    );
  }
const [, , file] = process.argv;
if (file !== undefined) {
  const places = WORKERS.map((workers) => workers.toLocaleString('en'));
  const charts = [
    {
      title: 'Time in which workers compute',
      lines: SECONDS.map((seconds, row) => ({
        name: `trials of ${seconds} s`,
        values: results[row].map(({ efficiency }) => efficiency),
      })),
    },
    {
      title: 'Busy time, trials of 10 s',
      lines: STATIONS.map((name) => ({ name, values: results[1].map(({ busy }) => busy[name]) })),
    },
  ];
  writeFileSync(file, drawCharts(places, charts));
}

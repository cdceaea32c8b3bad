// Loads the four archives of Fashion-MNIST beside a bare gunzipSync of them, in turns; prints medians, ratio and memory.
//   SELVEDGE_DATA=<folder> node tools/bench/dist/ingest-idx.js [rounds]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadDataset } from '@selvedge/ingest';
import { median } from './median.js';

const rounds = Number(process.argv[2] ?? 7);
const folder = join(process.env['SELVEDGE_DATA'] ?? '', 'fashion-mnist');
const archives = readdirSync(folder).filter((name) => name.endsWith('.gz'));

await loadDataset('fashion-mnist');
const peak = process.resourceUsage().maxRSS / 1024;
const bare: number[] = [];
const ours: number[] = [];
for (let round = 0; round < rounds; round++) {
  let start = performance.now();
  for (const name of archives) gunzipSync(readFileSync(join(folder, name)));
  bare.push(performance.now() - start);
  start = performance.now();
  await loadDataset('fashion-mnist');
  ours.push(performance.now() - start);
}
console.log(`bare gunzipSync  ${median(bare).toFixed(0)} ms`);
console.log(`loadDataset      ${median(ours).toFixed(0)} ms   ${(median(ours) / median(bare)).toFixed(2)} x`);
console.log(`peak of one load ${peak.toFixed(0)} MB`);

// Writes docs/speed.md from results/*.json, in the order of their names, and profiles.json; its last section and figure from
// growth.json, where there is one.
//   node tools/bench/dist/write-speed.js
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawGrowth } from './growth/draw.js';
import type { GrowthResults } from './growth/measurements.js';
import { growthSection } from './growth/section.js';
import type { SpeedResults } from './results.js';
import { speedPage } from './speed-page.js';

const here = join(import.meta.dirname, '..');
const read = <T>(path: string): T => JSON.parse(readFileSync(join(here, path), 'utf8')) as T;
const names = readdirSync(join(here, 'results')).sort();
const results = names.map((name) => read<SpeedResults>(join('results', name)));
const docs = join(here, '../../docs');
const growth = existsSync(join(here, 'growth.json')) ? read<GrowthResults>('growth.json') : undefined;
if (growth) writeFileSync(join(docs, 'images/growth.svg'), drawGrowth(growth));
const page = speedPage(results, read('profiles.json'));
writeFileSync(join(docs, 'speed.md'), growth ? `${page}\n${growthSection(growth)}` : page);

// Writes docs/speed.md from results/*.json, in the order of their names, and profiles.json.
//   node tools/bench/dist/write-speed.js
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpeedResults } from './results.js';
import { speedPage } from './speed-page.js';

const here = join(import.meta.dirname, '..');
const read = <T>(path: string): T => JSON.parse(readFileSync(join(here, path), 'utf8')) as T;
const names = readdirSync(join(here, 'results')).sort();
const results = names.map((name) => read<SpeedResults>(join('results', name)));
writeFileSync(join(here, '../../docs/speed.md'), speedPage(results, read('profiles.json')));

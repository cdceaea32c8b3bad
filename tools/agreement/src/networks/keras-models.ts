// Random models of Keras 3, each of which loadKeras reads with equal predictions or refuses by name. Needs a Python with
// keras and tensorflow-cpu:
//
//   node tools/agreement/dist/networks/keras-models.js PYTHON [COUNT] [SEED]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadKeras } from '@selvedge/networks';
import { differenceOf, type Predicted } from './compare.js';

/** Of predictions, relative to those above 1. */
const TOLERANCE = 1e-5;

const [python = 'python3', count = '100', seed = '1'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'selvedge-agreement-'));
try {
  const generator = fileURLToPath(new URL('../../src/networks/keras-models.py', import.meta.url));
  const { status } = spawnSync(python, [generator, folder, count, seed], { stdio: ['ignore', 'inherit', 'ignore'] });
  if (status !== 0) throw new Error(`${python} ${generator} ended with ${status}; does it have keras and tensorflow?`);
  const result = { equal: 0, largest: 0, refused: 0, wrong: 0 };
  for (const file of readdirSync(folder).filter((name) => !name.endsWith('.json'))) {
    const predicted = JSON.parse(readFileSync(join(folder, `${file.split('.')[0]}.json`), 'utf8')) as Predicted;
    try {
      const difference = await differenceOf(await loadKeras(join(folder, file)), predicted);
      if (difference < TOLERANCE) result.equal++;
      else result.wrong++;
      if (difference < TOLERANCE) result.largest = Math.max(result.largest, difference);
      else console.log(`${file}: differs by ${difference}`);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'unsupported') throw error;
      result.refused++;
      console.log(`${file}: ${(error as Error).message.slice(0, 140)}`);
    }
  }
  console.log(JSON.stringify({ seed: Number(seed), ...result }));
  if (result.wrong > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

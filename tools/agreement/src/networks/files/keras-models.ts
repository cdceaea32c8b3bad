import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadKeras } from '@selvedge/networks';
import { run } from '../run.js';
import { differenceOf, type Predicted } from './compare.js';
import type { Opened } from './our-files.js';

/** Of predictions, relative to those above 1. */
const TOLERANCE = 1e-5;

/** Reads random models of Keras 3 with odd options: each has equal predictions or is refused by name. */
export async function openKerasFiles(
  python: string,
  folder: string,
  count: number,
  seed = 1,
): Promise<Opened & { readonly refusals: readonly string[] }> {
  mkdirSync(folder, { recursive: true });
  const generator = fileURLToPath(new URL('../../../src/networks/files/keras-models.py', import.meta.url));
  run(python, [generator, folder, String(count), String(seed)]);
  let [equal, largest] = [0, 0];
  const wrong: string[] = [];
  const refusals: string[] = [];
  for (const file of readdirSync(folder).filter((name) => !name.endsWith('.json'))) {
    const predicted = JSON.parse(readFileSync(join(folder, `${file.split('.')[0]}.json`), 'utf8')) as Predicted;
    try {
      const difference = await differenceOf(await loadKeras(join(folder, file)), predicted);
      if (difference < TOLERANCE) equal++;
      else wrong.push(`${file}: ${difference}`);
      if (difference < TOLERANCE) largest = Math.max(largest, difference);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'unsupported') throw error;
      refusals.push((error as Error).message);
    }
  }
  return { reader: 'loadKeras', equal, refused: refusals.length, largest, wrong, refusals };
}

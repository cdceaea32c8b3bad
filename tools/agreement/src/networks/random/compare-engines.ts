import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBatch } from '@selvedge/networks/testing';
import { run } from '../run.js';
import type { Compared } from './compare-engine.js';
import { ENGINES } from './engines.js';
import { randomNetwork } from './random-network.js';

/** Compares every engine with PyTorch in float64 on networks of the seeds from `first`; each engine in a process of its own. */
export function compareEngines(python: string, folder: string, count: number, first = 1): readonly Compared[] {
  const [cases, results] = [join(folder, 'cases.jsonl'), join(folder, 'results.jsonl')];
  writeFileSync(cases, Array.from({ length: count }, (_, at) => `${JSON.stringify(caseOf(first + at))}\n`).join(''));
  const script = fileURLToPath(new URL('../../../src/networks/random/torch-networks.py', import.meta.url));
  run(python, [script, cases, results]);
  const compare = fileURLToPath(new URL('./compare-engine.js', import.meta.url));
  return ENGINES.map(({ name, tfjs, cwd }): Compared => {
    const env = tfjs === undefined ? {} : { SELVEDGE_TFJS: tfjs };
    const output = run(process.execPath, [compare, name, results], env, cwd);
    return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Compared;
  });
}

function caseOf(seed: number): object {
  const { network, weights, loss, rows } = randomNetwork(seed);
  const { nodes, head } = network;
  const { features, targets, weights: ofRows } = randomBatch(network, rows, seed);
  const numbers = { parameters: weights.parameters, state: weights.state, features, targets, weights: ofRows };
  const plain = Object.fromEntries(Object.entries(numbers).map(([name, values]) => [name, [...(values ?? [])]]));
  return { seed, nodes, head, loss, rows, ...plain };
}

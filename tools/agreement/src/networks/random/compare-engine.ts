// Compares one engine with what PyTorch computed for seeded networks; the last line on stdout is a `Compared` as JSON.
//
//   node tools/agreement/dist/networks/random/compare-engine.js ENGINE RESULTS
import { readFileSync } from 'node:fs';
import type { Engine } from '@selvedge/networks/engine';
import { randomBatch } from '@selvedge/networks/testing';
import { ENGINES } from './engines.js';
import { randomNetwork } from './random-network.js';

/** What one engine made of all networks. */
export interface Compared {
  readonly engine: string;
  readonly networks: number;
  /** Largest difference of outputs in inference, relative to the largest output above 1. */
  readonly forward: number;
  /** Of gradients, relative to the largest gradient above 1, at networks away from kinks and ties. */
  readonly gradients: number;
  readonly statistics: number;
  /** Networks that lie so near a kink or a tie that float32 may step over it: their gradients do not count. */
  readonly kinks: number;
  /** Seeds beyond the tolerance, with what differs. */
  readonly beyond: readonly string[];
}

interface Expected {
  readonly seed: number;
  readonly loss: number;
  readonly predicted: readonly number[];
  readonly gradients: readonly number[];
  readonly state: readonly number[];
  readonly margin: number;
}

const FORWARD = 1e-5;
const GRADIENTS = 1e-4;
/** Rounding of float32 through a few layers. */
const NEAR_KINK = 2e-6;

async function compared(engine: Engine, name: string, results: readonly Expected[]): Promise<Compared> {
  let [forward, gradients, statistics, kinks] = [0, 0, 0, 0];
  const beyond: string[] = [];
  for (const expected of results) {
    const { network, weights, loss, rows } = randomNetwork(expected.seed);
    const compiled = await engine.compile(network, { batchSize: rows, loss, threads: 1 });
    compiled.layout.fromCanonical(weights.parameters, compiled.parameters);
    compiled.state.set(weights.state);
    const batch = randomBatch(network, rows, expected.seed);
    const outputs = distance(await compiled.predict(batch.features, rows), expected.predicted);
    const step = await compiled.step(batch);
    const found = compiled.layout.toCanonical(compiled.gradients);
    for (const { trainable, offset, size } of network.parameters) {
      if (!trainable) found.set(expected.gradients.slice(offset, offset + size), offset);
    }
    const [slopes, state] = [distance(found, expected.gradients), distance(compiled.state, expected.state)];
    const lost = distance([step.loss], [expected.loss]);
    await compiled.dispose();
    const isNearKink = slopes > GRADIENTS && expected.margin < NEAR_KINK;
    forward = Math.max(forward, outputs, lost);
    statistics = Math.max(statistics, state);
    if (isNearKink) kinks++;
    else gradients = Math.max(gradients, slopes);
    if (outputs > FORWARD || lost > FORWARD || state > FORWARD || (slopes > GRADIENTS && !isNearKink)) {
      const seen = { forward: outputs, loss: lost, gradients: slopes, statistics: state, margin: expected.margin };
      beyond.push(`${expected.seed}: ${JSON.stringify(seen)}`);
    }
  }
  return { engine: name, networks: results.length, forward, gradients, statistics, kinks, beyond };
}

/** The largest difference, relative to the largest number, or to 1 where that is smaller. */
function distance(found: ArrayLike<number>, expected: readonly number[]): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [most, scale] = [0, 1];
  for (const [i, value] of expected.entries()) {
    most = Math.max(most, Number.isFinite(found[i]) ? Math.abs(found[i] - value) : Number.POSITIVE_INFINITY);
    scale = Math.max(scale, Math.abs(value));
  }
  return most / scale;
}

const [name, file] = process.argv.slice(2);
const engine = ENGINES.find((each) => each.name === name);
if (engine === undefined || file === undefined) throw new Error(`usage: compare-engine.js ENGINE RESULTS`);
const results = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Expected);
console.log(JSON.stringify(await compared(await engine.open(), name, results)));

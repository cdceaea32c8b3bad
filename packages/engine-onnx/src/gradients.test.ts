import { readFileSync } from 'node:fs';
import type { NetworkSpec } from '@selvedge/networks';
import { resolveNetwork } from '@selvedge/networks';
import type { CompiledNetwork, Engine, LossKind } from '@selvedge/networks/engine';
import { onnxEngine } from './onnx-engine.js';

interface Case {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly rows: number;
  readonly loss: LossKind;
  readonly constantInput?: number;
  readonly layers: NetworkSpec['layers'];
}

interface Reference {
  readonly loss: number;
  readonly outputs: readonly number[];
  readonly predicted: readonly number[];
  readonly gradients: readonly number[];
  readonly state: readonly number[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const cases = read('gradients.cases.json') as Case[];
const { cases: references } = read('gradients.reference.json') as { cases: Record<string, Reference> };

const engines: Record<string, () => Promise<Engine>> = {
  'the portable path': () => onnxEngine({ path: 'portable' }),
  'the blocked path': () => onnxEngine({ path: 'blocked' }),
  'the WASM runtime': () => onnxEngine({ runtime: 'web' }),
};

// PyTorch computed in float64. Sums of a few hundred float32 products are within 2e-6 of that, relative to the largest.
const TOLERANCE = 5e-6;

describe.each(Object.keys(engines))('a training step on %s, beside autograd of PyTorch', (name) => {
  test.each(cases)('$name', async (given) => {
    const { compiled, features, targets } = await open(await engines[name](), given);
    const expected = references[given.name];

    const predicted = await compiled.predict(features, given.rows);
    const { loss, outputs } = await compiled.step({ features, targets, rows: given.rows, step: 3, seed: 5 });
    const gradients = compiled.layout.toCanonical(compiled.gradients);
    await compiled.dispose();

    expect(distance(predicted, expected.predicted)).toBeLessThan(TOLERANCE);
    expect(loss).toBeCloseTo(expected.loss, 5);
    if (outputs) expect(distance(outputs, expected.outputs)).toBeLessThan(TOLERANCE);
    const frozen = frozenNumbers(given);
    for (const at of frozen) gradients[at] = expected.gradients[at]; // not defined
    expect(distance(gradients, expected.gradients)).toBeLessThan(TOLERANCE);
    if (expected.state.length > 0) expect(distance(compiled.state, expected.state)).toBeLessThan(TOLERANCE);
  });
});

async function open(engine: Engine, given: Case) {
  const network = networkOf(given);
  const compiled = await engine.compile(network, { batchSize: given.rows, loss: given.loss });
  fill(compiled, network.parameterCount);
  for (const { role, offset, size } of network.state) {
    for (let at = offset; at < offset + size; at++) {
      compiled.state[at] = role === 'moving-mean' ? 0.25 * parameter(at) : 1 + parameter(at);
    }
  }
  const size = given.rows * given.inputShape.reduce((product, each) => product * each, 1);
  const features = Float32Array.from(
    { length: size },
    (_, i) => given.constantInput ?? (((i * 104729 + 7) % 1009) / 1009) * 2 - 1,
  );
  const targets = Float32Array.from({ length: given.rows * network.outputs }, (_, i) => ((i * 31 + 5) % 17) / 17 + 0.1);
  return { compiled, features, targets };
}

const networkOf = ({ layers, inputShape }: Case) => resolveNetwork({ layers }, inputShape);

const parameter = (i: number): number => (((i * 7919 + 13) % 1000) / 1000) * 0.8 - 0.4;

function fill(compiled: CompiledNetwork, count: number): void {
  compiled.layout.fromCanonical(
    Float32Array.from({ length: count }, (_, i) => parameter(i)),
    compiled.parameters,
  );
}

function frozenNumbers(given: Case): number[] {
  return networkOf(given)
    .parameters.filter(({ trainable }) => !trainable)
    .flatMap(({ offset, size }) => Array.from({ length: size }, (_, i) => offset + i));
}

/** The largest difference, relative to the largest number (or to 1, if that is smaller). */
function distance(seen: ArrayLike<number>, expected: readonly number[]): number {
  expect(seen.length).toBe(expected.length);
  let most = 0;
  let scale = 1;
  for (let i = 0; i < expected.length; i++) {
    most = Math.max(most, Math.abs(seen[i] - expected[i]));
    scale = Math.max(scale, Math.abs(expected[i]));
    if (!Number.isFinite(seen[i])) return Number.POSITIVE_INFINITY;
  }
  return most / scale;
}

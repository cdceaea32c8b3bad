import type { LayerKind } from '../../declaration/layer-spec.js';
import { resolveNetwork } from '../../declaration/resolve.js';
import { losses } from '../../engine/losses.js';
import { initialParameters, initialState } from '../../initializers/initial-parameters.js';
import { layers } from '../../layers/layers.js';
import { EVERY_LAYER } from '../every-layer.js';
import { randomBatch } from '../random-batch.js';
import { erf } from './erf.js';
import { referenceStep } from './reference-engine.js';

const EPSILON = 1e-6;

describe('referenceStep(network, parameters, state, batch)', () => {
  // A loss is behind all layers alike: each has its turn, some dozens of times.
  const cases = EVERY_LAYER.map((each, at) => ({ ...each, loss: losses.names[at % losses.names.length] }));
  test.each(cases)('$name: gradients are the slopes of the loss ($loss)', ({ spec, rows, loss }) => {
    const network = resolveNetwork(spec);
    const batch = randomBatch(network, rows);
    const parameters = Float64Array.from(initialParameters(network, 5));
    const at = (values: Float64Array): number =>
      referenceStep(network, values, Float64Array.from(initialState(network)), batch, loss).loss;
    const { gradients } = referenceStep(network, parameters, Float64Array.from(initialState(network)), batch, loss);
    const stride = Math.max(1, Math.floor(parameters.length / 15));
    for (let i = 0; i < parameters.length; i += stride) {
      const [up, down] = [parameters.slice(), parameters.slice()];
      up[i] += EPSILON;
      down[i] -= EPSILON;
      const slope = (at(up) - at(down)) / (2 * EPSILON);
      expect(Math.abs(gradients[i] - slope)).toBeLessThan(1e-5 + 1e-3 * Math.abs(slope));
    }
  });

  test('every layer kind has a case', () => {
    const covered = new Set(EVERY_LAYER.flatMap(({ spec }) => spec.layers.map(({ kind }) => kind)));
    expect(layers.kinds.filter((kind) => !covered.has(kind as LayerKind))).toEqual([]);
  });
});

describe('erf(x)', () => {
  // Abramowitz & Stegun, table 7.1
  test.each([
    [0.5, 0.5204998778],
    [1, 0.8427007929],
    [2.4, 0.9993114861],
    [2.6, 0.9997639656],
  ])('erf(%d)', (x, value) => {
    expect(erf(x)).toBeCloseTo(value, 10);
    expect(erf(-x)).toBeCloseTo(-value, 10);
  });
});

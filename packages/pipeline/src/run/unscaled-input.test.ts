import { dataset, matrix } from '@selvedge/data';
import { BUILT_IN } from '../registry/registry.js';
import type { ModelConfig } from '../spec/pipeline.js';
import { unscaledNote } from './unscaled-input.js';

const rows = (shape: readonly number[], ...values: number[]) =>
  dataset({
    name: 'x',
    features: matrix(Float32Array.from(values), 1, values.length),
    labels: new Uint16Array(1),
    classes: ['a', 'b'],
    shape,
    provenance: { source: 'x', steps: [] },
  });
const entry = (kind: string, ...preprocess: string[]) => ({
  name: 'm',
  config: { model: { kind }, preprocess: preprocess.map((step) => ({ kind: step })) } as unknown as ModelConfig,
});

test('a network that gets large numbers as they are is noted, with the line to write', () => {
  expect(unscaledNote(BUILT_IN, entry('neural'), rows([1, 2, 1], 3, 60_000))).toMatch(
    /numbers up to 60000 as they are.*preprocess: \[\{ kind: scale, factor: 0\.0000152590/,
  );
  expect(unscaledNote(BUILT_IN, entry('neural', 'reshape'), rows([2], 3, -70_000))).toMatch(/\{ kind: standardize \}/);
});

test('no other model is, nor a network whose numbers are scaled or small', () => {
  expect(unscaledNote(BUILT_IN, entry('knn'), rows([2], 3, 60_000))).toBeUndefined();
  expect(unscaledNote(BUILT_IN, entry('neural', 'standardize'), rows([2], 3, 60_000))).toBeUndefined();
  expect(unscaledNote(BUILT_IN, entry('neural'), rows([2], 3, 255))).toBeUndefined();
});

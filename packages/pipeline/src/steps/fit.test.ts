import { BUILT_IN } from '../registry/registry.js';
import { codeOf } from './fit.js';

const namesOf = (spec: { readonly kind: string; readonly engine?: string }): readonly string[] =>
  Object.keys(codeOf(BUILT_IN, spec));

test('codeOf names the packages whose code decides what a model says', () => {
  const classical = ['data', 'component', 'compute', 'preprocess', 'classical'];
  expect(namesOf({ kind: 'knn' })).toEqual([...classical, 'steps']);
  expect(namesOf({ kind: 'knn', engine: 'mljs' })).toEqual([...classical, 'mljs', 'steps']);
  expect(namesOf({ kind: 'neural', engine: 'onnx' })).toContain('engine-onnx');
  expect(codeOf(BUILT_IN, { kind: 'knn', engine: 'mljs' })['mljs']).toMatch(/^[0-9a-f]{16}$/);
});

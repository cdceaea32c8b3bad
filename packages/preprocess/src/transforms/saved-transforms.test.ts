import { matrix } from '@selvedge/data';
import type { TransformSpec } from '../specs.generated.js';
import { createTransform, loadTransform } from './transforms.js';

test.each([
  ['scale', { params: undefined }],
  ['scale', { params: { kind: 'x' } }],
  ['standardize', { shape: [{}] }],
  ['standardize', { shape: [-6] }],
  ['pca', { shape: 'x' }],
  ['reshape', { from: [null] }],
  ['flatten', { kind: [] }],
])('a saved %s with %j is refused when it is loaded', async (kind, changes) => {
  const spec = { kind, ...(kind === 'pca' && { components: 2 }), ...(kind === 'reshape' && { shape: [6] }) };
  const features = matrix(
    Float32Array.from({ length: 24 }, (_, at) => (at * at) % 7),
    4,
    6,
  );
  const saved = (await createTransform(spec as TransformSpec).fit({ features, shape: [6] })).save();
  const changed = { ...saved, config: { ...saved.config, ...changes } } as typeof saved;
  expect(() => loadTransform(changed)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
});

import { createRegistry } from '../registry/registry.js';
import { schemasOf } from '../spec/schema.js';
import { withCurrentPaths } from './current-paths.js';

test('a sweep of an earlier release is over the fields and words of today', () => {
  const schema = schemasOf(createRegistry()).pipeline;
  const current = (model: object, over: object) =>
    withCurrentPaths(schema, { version: 1, data: 'garments', model, sweep: { kind: 'grid', over } }).sweep.over;
  expect(current({ kind: 'knn' }, { 'model.votes': ['uniform', 'distance'], 'model.k': [1, 3] })).toEqual({
    'model.weights': ['uniform', 'distance'],
    'model.k': [1, 3],
  });
  expect(current({ kind: 'random-forest' }, { 'model.trees': [10, 20], 'model.engine': ['fast'] })).toEqual({
    'model.nEstimators': [10, 20],
    'model.engine': ['native'],
  });
  expect(current({ kind: 'knn' }, { 'model.k': [1, 3] })).toEqual({ 'model.k': [1, 3] });
});

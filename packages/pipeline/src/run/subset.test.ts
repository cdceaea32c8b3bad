import { base, options } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import { run } from './run-pipeline.js';

describe('data: { subset: { train, order: stratified } }', () => {
  test('draws so many rows, also where they are not a whole part of all', async () => {
    const spec = {
      ...base,
      data: { ...base.data, subset: { train: 150, order: 'stratified' } },
      split: { kind: 'last', validation: 50 },
      models: [{ name: 'dummy', model: { kind: 'dummy' } }],
    };
    const { results } = await run(spec as PipelineInput, options());
    expect(results.models[0].trainRows).toBe(100);
  });
});

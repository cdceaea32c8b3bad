import { base, options } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import { run } from './run-pipeline.js';

describe('model: { kind: tuned-threshold }', () => {
  test('is chosen on the validation rows, and decides what is predicted', async () => {
    const member = { kind: 'gaussian-naive-bayes' };
    const models = [
      { name: 'plain', model: member },
      { name: 'never', model: { kind: 'tuned-threshold', member, by: 'cost', falseNegativeCost: 0 } },
    ];
    const { results } = await run({ ...base, models } as PipelineInput, options());
    const predicted = results.models.map(({ parts }) => parts.test?.evaluation.report.perClass[1].predicted);
    expect(predicted[0]).toBeGreaterThan(0);
    expect(predicted[1]).toBe(0);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { base, options } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import { run } from './run-pipeline.js';

describe('evaluate.learningCurve', () => {
  const curved = (learningCurve: object, more: object = {}): PipelineInput =>
    ({ ...base, models: [{ ...base.models[0], evaluate: { learningCurve } }], ...more }) as PipelineInput;

  test('scores parts of the training rows on the validation rows, cached one by one', async () => {
    const first = await run(curved({ sizes: [0.2, 150] }), options());
    const [{ learningCurve, parts }] = first.results.models;
    expect(learningCurve?.points.map(({ trainRows }) => trainRows)).toEqual([60, 150]);
    const longer = await run(curved({ sizes: [60, 150, 1] }), options());
    const points = longer.results.models[0].learningCurve?.points ?? [];
    expect(points.slice(0, 2)).toEqual(learningCurve?.points);
    // All rows are the model itself.
    expect(points[2]).toMatchObject({ trainRows: 300, validation: parts.validation?.metrics.accuracy });
    expect(points[2].train).toBeGreaterThan(points[2].validation ?? 1);
  });

  test('stands in the report, with figures for sweeps of one field and of two', async () => {
    const [knn] = base.models;
    const over = { 'model.k': [1, 3, 5], 'model.gamma': [0, 1] };
    const { folder: path } = await run(
      {
        ...curved({ sizes: [0.5, 1] }),
        report: { html: true },
        models: [
          { ...knn, name: 'curve', evaluate: { learningCurve: { sizes: [0.5, 1] }, crossValidation: { folds: 3 } } },
          { name: 'trees', model: { kind: 'random-forest', nEstimators: 5 } },
          { ...knn, name: 'line', sweep: { kind: 'grid', over: { 'model.k': [1, 3, 5] } } },
          { ...knn, name: 'map', model: { kind: 'knn', weights: 'gaussian' }, sweep: { kind: 'grid', over } },
        ],
      } as PipelineInput,
      options(),
    );
    const page = await readFile(join(path, 'report.html'), 'utf8');
    for (const title of [
      'curve: would more data help?',
      'curve: accuracy by fold',
      'trees: which pixels matter',
      'line: accuracy against k',
      'map: accuracy over k and gamma',
    ]) {
      expect(page).toContain(title);
    }
  });

  test.each([
    [
      { sizes: [5000] },
      {},
      /got size 5000; need a share in \(0, 1\] or a whole number from 2 to the 300 training rows/,
    ],
    [{}, { split: { kind: 'last', validation: 0 } }, /the split leaves none/],
  ])('refuses %j %j', async (curve, more, message) => {
    await expect(run(curved(curve, more), options())).rejects.toThrow(message);
  });
});

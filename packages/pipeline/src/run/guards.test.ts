import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClassifier, loadClassifier } from '@selvedge/classical';
import { z } from '@selvedge/component/zod';
import {
  type Classifier,
  type FittedTransform,
  type LabelledRows,
  matrix,
  rowIndices,
  selectFrom,
} from '@selvedge/data';
import { writeDataset } from '@selvedge/ingest';
import { base, folder, held, options, train } from '../../test/small-runs.js';
import type { ModelEntry } from '../registry/model-entry.js';
import { createRegistry } from '../registry/registry.js';
import type { TransformEntry } from '../registry/transform-entry.js';
import type { PipelineInput } from '../spec/schema.js';
import type { RunEvent } from '../track/run-event.js';
import type { RunRecord } from './run-folder.js';
import { run } from './run-pipeline.js';

type Fit = (inner: Classifier, rows: LabelledRows) => ReturnType<Classifier['fit']>;

/** A decision tree whose `fit` a broken twin replaces. */
const model = (fit: Fit): ModelEntry => ({
  kind: 'twin',
  schema: z.strictObject({ kind: z.literal('twin') }) as unknown as z.ZodType<{ kind: string }>,
  family: 'classical',
  create: () => {
    const inner = createClassifier({ kind: 'decision-tree', maxDepth: 4 });
    return { ...inner, kind: 'twin', params: {}, clone: () => inner, fit: (rows) => fit(inner, rows) };
  },
  load: (saved) => loadClassifier(saved),
});

/** Subtracts what `centre` says; `apply` may look at the rows that it is given. */
const transform = (centre: (rows: readonly number[], of: 'fit' | 'apply') => number): TransformEntry => ({
  kind: 'centre',
  schema: z.strictObject({ kind: z.literal('centre') }) as unknown as z.ZodType<{ kind: string }>,
  create: () => ({
    kind: 'centre',
    params: {},
    fit: async ({ features: seen }) => {
      const fitted = centre([...seen.values], 'fit');
      const apply: FittedTransform['apply'] = ({ features, shape }) => {
        const own = fitted + centre([...features.values], 'apply');
        const values = Float32Array.from(features.values, (value) => value - own);
        return { shape, features: matrix(values, features.rows, features.columns) };
      };
      const tensors = { centre: { values: Float64Array.of(fitted), shape: [1] } };
      return { kind: 'centre', apply, save: () => ({ format: 'twin.centre', version: 1, config: {}, tensors }) };
    },
  }),
  load: () => {
    throw new Error('not needed here');
  },
});

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const runWith = async (plugin: { models?: ModelEntry[]; transforms?: TransformEntry[] }, more: object = {}) => {
  const kind = plugin.models ? 'twin' : 'nearest-centroid';
  const preprocess = plugin.transforms ? [{ kind: 'centre' }] : [];
  const pipeline = { ...base, models: [{ name: 'twin', preprocess, model: { kind } }], ...more } as PipelineInput;
  const events: RunEvent[] = [];
  const registry = createRegistry([{ name: 'twins', version: '1', ...plugin }]);
  const all = options({ registry, onEvent: (event) => events.push(event) });
  try {
    return { record: (await run(pipeline, all)).record, events };
  } catch (error) {
    return { error: error as { code: string; message: string }, events };
  }
};
const fitted = (events: readonly RunEvent[]): boolean =>
  events.some((event) => event.event === 'step-end' && event.id === 'fit/twin');

describe('guards of a run', () => {
  test('pass an honest model and an honest transform of plugins, and say that they were probed', async () => {
    const { record } = await runWith({ models: [model((inner, rows) => inner.fit(rows))] });
    expect(record?.audit?.models).toEqual([
      {
        name: 'twin',
        stateLeak: 'none found',
        fittedOn: 'built in',
        copies: { validation: { copies: 0, rows: 100 }, test: { copies: 0, rows: 100 } },
      },
    ]);
    const prepared = await runWith({ transforms: [transform((rows, of) => (of === 'fit' ? meanOf(rows) : 0))] });
    expect(prepared.record?.audit?.models[0]).toMatchObject({ fittedOn: 'training rows', stateLeak: 'built in' });
  });

  test('refuse a model that goes on from the rows of its last fit, before it is fitted for real', async () => {
    let before: LabelledRows | undefined;
    const carrying = model((inner, rows) => {
      const own = before?.features.columns === rows.features.columns ? before : rows;
      before = rows;
      return inner.fit(own);
    });
    const { error, events } = await runWith({ models: [carrying] });
    expect(error).toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/^state leak: the same fit with the same seed gave probabilities/),
    });
    expect(fitted(events)).toBe(false);
    const again = await runWith({ models: [carrying] });
    expect(again.error?.message).toMatch(/state leak/); // nothing of it was kept in the cache
  });

  test('refuse a model that uses the rows that it predicts', async () => {
    const transductive = model(async (inner, rows) => {
      const own = await inner.fit(rows);
      const predictProba: typeof own.predictProba = async (features) => {
        const shares = await own.predictProba(features);
        const tilt = meanOf([...features.values]) % 1;
        return { ...shares, values: shares.values.map((share, at) => (at % 10 === 0 ? share * tilt : share)) };
      };
      return Object.assign(Object.create(own), { predictProba });
    });
    const { error } = await runWith({ models: [transductive] });
    expect(error?.message).toMatch(/differ by .* with and without other rows beside them/);
  });

  test('refuse a transform with statistics of the rows that it is applied to', async () => {
    const { error, events } = await runWith({
      transforms: [transform((rows, of) => (of === 'apply' ? meanOf(rows) : 0))],
    });
    expect(error).toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/centre: prepares a row differently when other rows are beside it/),
    });
    expect(fitted(events)).toBe(false);
  });

  test('refuse a transform that remembers the rows of other fits', async () => {
    const seen: number[] = [];
    const remembering = transform((rows, of) =>
      of === 'fit' ? meanOf(seen.concat(seen.push(...rows) ? [] : [], rows)) : 0,
    );
    const { error } = await runWith({ transforms: [remembering] });
    expect(error?.message).toMatch(/state leak: centre fitted twice on the same rows/);
  });

  test('refuse a split with training rows among its test rows', async () => {
    await writeFile(join(folder, 'rows.json'), JSON.stringify({ train: [0, 1, 2, 3], validation: [2, 4] }));
    const split = { kind: 'index-file', file: 'rows.json' };
    const { error } = await runWith({}, { split });
    expect(error?.message).toMatch(/row 2 is in train and in validation; a row may be in one part only/);
  });

  test('refuse copies across folds, count copies across the split, and say so', async () => {
    const twice = selectFrom(train, rowIndices([...Array(200).keys(), ...Array(200).keys()]));
    await writeDataset(twice, join(folder, 'twice.arrow'));
    const data = { train: 'twice.arrow', test: 'test.arrow' };
    const split = { kind: 'last', validation: 200 };
    const folds = (crossValidation: object) => ({ data, split, evaluate: { crossValidation } });
    const { error } = await runWith({}, folds({ folds: 4 }));
    expect(error?.message).toMatch(/test rows have an exact copy among their training rows, more than the allowed 5 %/);
    const allowed = await runWith({}, folds({ folds: 4, allowedDuplicateShare: 1 }));
    expect(allowed.record?.audit?.models[0].copies).toMatchObject({ validation: { copies: 200, rows: 200 } });
    expect(allowed.record?.audit?.models[0].folds?.testRows).toBe(400);
    expect(allowed.events).toContainEqual(
      expect.objectContaining({
        event: 'note',
        text: expect.stringMatching(/^twin: 200 of 200 validation rows are exact copies of training rows/),
      }),
    );
  });

  test('count every access to test labels, cached or not, in run.json and in the report', async () => {
    const both = {
      ...base,
      evaluate: { robustness: { corruptions: ['contrast'], severities: [1] } },
      report: { html: true },
    };
    const expected = [
      { model: 'knn', purpose: 'score' },
      { model: 'knn', purpose: 'robustness' },
      { model: 'knn', purpose: 'error analysis' },
      { model: 'logistic', purpose: 'score' },
      { model: 'logistic', purpose: 'robustness' },
      { model: 'logistic', purpose: 'error analysis' },
    ];
    for (const _ of ['computed', 'cached']) {
      const { folder: path } = await run(both as PipelineInput, options());
      const { audit } = JSON.parse(await readFile(join(path, 'run.json'), 'utf8')) as RunRecord;
      expect(audit?.testSets).toMatchObject([{ rows: 100, accesses: expected, scoredAgain: [] }]);
      expect(await readFile(join(path, 'report.md'), 'utf8')).toMatch(
        /The labels of \S.* test were accessed 6 times, for 2 models \(score 2, robustness 2, error analysis 2\)/,
      );
    }
    const searched = {
      ...base,
      models: [{ ...base.models[0], sweep: { kind: 'grid', over: { 'model.k': [1, 3, 5] } } }],
    };
    const { record } = await run(searched as PipelineInput, options());
    expect(record.audit?.testSets[0].accesses).toEqual([{ model: 'knn', purpose: 'score' }]); // a search opens nothing
    const unopened = await run({ ...base, evaluate: { test: false } } as PipelineInput, options());
    expect(unopened.record.audit?.testSets[0].summary).toMatch(/were not accessed/);
  });

  test('show a model nothing of the test labels', async () => {
    const seen: unknown[] = [];
    const spying = model((inner, rows) => {
      seen.push(rows);
      return inner.fit(rows);
    });
    await runWith({ models: [spying] });
    const labels = seen.map((rows) => [...(rows as LabelledRows).labels].join());
    expect(labels.length).toBeGreaterThan(3);
    expect(labels.some((text) => text.includes([...held.labels].join()))).toBe(false);
  });
});

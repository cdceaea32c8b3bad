import {
  type Classifier,
  decodeSafetensors,
  encodeSafetensors,
  type FittedClassifier,
  type LabelledRows,
  matrix,
  type SavedState,
  type ShapedRows,
} from '@selvedge/data';
import fc from 'fast-check';
import type { TransformSpec } from '../specs.generated.js';
import { applyTransforms, fitTransforms } from './fit-transforms.js';
import { createTransform, loadTransform, transforms } from './transforms.js';
import reference from './transforms.reference.json' with { type: 'json' };
import { loadPrepared, withTransforms } from './with-transforms.js';

const rowsOf = (rows: number[][], shape: readonly number[] = [rows[0].length]): ShapedRows => ({
  features: matrix(Float64Array.from(rows.flat()), rows.length, rows[0].length),
  shape,
});
const train = rowsOf(reference.train);
const test_ = rowsOf(reference.test);

async function applied(spec: TransformSpec, rows = test_, fittedOn = train): Promise<ShapedRows> {
  return (await createTransform(spec).fit(fittedOn)).apply(rows);
}

function expectClose({ features }: ShapedRows, expected: number[][], digits: number): void {
  const flat = expected.flat();
  expect(features.values).toHaveLength(flat.length);
  for (const [at, value] of flat.entries()) expect(features.values[at]).toBeCloseTo(value, digits);
}

const EVERY: readonly TransformSpec[] = [
  { kind: 'scale' },
  { kind: 'min-max', per: 'global' },
  { kind: 'min-max' },
  { kind: 'min-max', per: 'channel' },
  { kind: 'robust-scale', per: 'channel' },
  { kind: 'scale', factor: [1, 2, 3, 4, 5, 6], offset: 1 },
  { kind: 'standardize', per: 'global' },
  { kind: 'standardize' },
  { kind: 'standardize', per: 'channel' },
  { kind: 'flatten' },
  { kind: 'reshape', shape: [3, 2] },
  { kind: 'pca', components: 3 },
  { kind: 'pca', components: 2, whiten: true },
  { kind: 'impute', strategy: 'median', indicator: true },
  { kind: 'robust-scale' },
  { kind: 'quantile-bins', bins: 4 },
  { kind: 'ordinal', unknown: 'missing' },
  { kind: 'one-hot', unknown: 'ignore' },
  { kind: 'select', columns: [2, 0] },
  { kind: 'columns', transformers: [{ columns: [1], steps: [{ kind: 'standardize' }] }] },
];

describe('transforms beside scikit-learn', () => {
  test('standardize per feature', async () =>
    expectClose(await applied({ kind: 'standardize' }), reference.standardize, 5));
  test('min-max per feature', async () => expectClose(await applied({ kind: 'min-max' }), reference.minMax, 5));
  describe.each(['standardize', 'min-max', 'robust-scale'] as const)(
    '%s per channel, of values some of which are missing',
    (kind) => {
      test.each([1, 2, 3] as const)('of %d channels', async (channels) => {
        const shape = [6 / channels, channels];
        const holes = reference.train.map((row, at) =>
          row.map((value, column) => (column === 5 || (column === 1 && at % 7 === 0) ? Number.NaN : value)),
        );
        const rows = await applied({ kind, per: 'channel' }, rowsOf(reference.test, shape), rowsOf(holes, shape));
        expectClose(rows, reference.channels[kind][channels], 5);
        if (channels > 1) return;
        expectClose(await applied({ kind, per: 'global' }, test_, rowsOf(holes)), reference.channels[kind][1], 5);
      });
    },
  );

  test('scale by a factor and an offset for each channel, as Normalize of torchvision', async () => {
    const bytes = rowsOf([[0, 51, 102, 153, 204, 255]], [1, 2, 3]);
    const spec = { kind: 'scale', factor: [1, 0.5, 2], offset: [0, -1, 10] } as const;
    const fitted = await createTransform(spec).fit(bytes);
    expect([...fitted.apply(bytes).features.values]).toEqual([0, 24.5, 214, 153, 101, 520]);
    expect([...(await applied({ ...spec, factor: 1 }, bytes, bytes)).features.values]).toEqual([
      0, 50, 112, 153, 203, 265,
    ]);
    await expect(applied(spec, bytes, rowsOf([[1, 2]], [1, 2]))).rejects.toThrow(
      /scale: factor has 3 numbers; rows of shape 1 x 2 have 2 in the last place. Give one number, or 2/,
    );
  });

  test('PCA, whitened or not', async () => {
    expectClose(await applied({ kind: 'pca', components: 4 }), reference.pca, 4);
    expectClose(await applied({ kind: 'pca', components: 4, whiten: true }), reference.whitened, 4);
    const { variances } = (await createTransform({ kind: 'pca', components: 4 }).fit(train)).save().tensors;
    for (const [at, value] of reference.variances.entries()) expect(variances.values[at]).toBeCloseTo(value, 8);
  });
});

describe('every transform', () => {
  test('is one of the named kinds', () => {
    expect(new Set(EVERY.map(({ kind }) => kind))).toEqual(new Set(transforms.kinds));
  });

  test.each(EVERY.map((spec) => [JSON.stringify(spec), spec] as const))(
    'takes its statistics from training rows alone, is the same when saved and loaded: %s',
    async (_, spec) => {
      const fitted = await createTransform(spec).fit(train);
      const saved = encodeSafetensors(fitted.save());
      const first = fitted.apply(test_);
      fitted.apply(rowsOf(reference.test.map((row) => row.map((value) => 1000 * value)))); // wild test rows change nothing
      expect(encodeSafetensors(fitted.save())).toEqual(saved);
      expect(fitted.apply(test_)).toEqual(first);
      const loaded = loadTransform(decodeSafetensors(saved, 'transform'));
      expect(loaded.apply(test_)).toEqual(first);
      expect(() => fitted.apply(rowsOf([[1, 2]]))).toThrow(/shape/);
    },
  );

  test.each(EVERY.map((spec) => [JSON.stringify(spec), spec] as const))(
    'refuses a newer version and arrays that do not fit: %s',
    async (_, spec) => {
      const saved = (await createTransform(spec).fit(train)).save();
      expect(() => loadTransform({ ...saved, version: 99 })).toThrow(/version 99/);
      if (Object.keys(saved.tensors).length > 0) {
        expect(() => loadTransform({ ...saved, tensors: {} })).toThrow(/Fit and save it again/);
      }
    },
  );
});

describe('what transforms do', () => {
  test('scale refuses its default for pictures whose numbers go beyond bytes, and names the factor', async () => {
    const values = Float32Array.of(0, 4000, 65_000, 12);
    const deep = { features: matrix(values, 1, 4), shape: [2, 2, 1] };
    await expect(applied({ kind: 'scale' }, deep, deep)).rejects.toThrow(
      /pixels go up to 65000\. Write { kind: scale, factor: 0\.000015259021896696422 }, which divides by 65535/,
    );
  });

  test('scale divides by 255 by default', async () => {
    const bytes: ShapedRows = { features: matrix(Uint8Array.of(0, 51, 255), 1, 3), shape: [3] };
    expect([...(await applied({ kind: 'scale' }, bytes, bytes)).features.values]).toEqual([0, Math.fround(0.2), 1]);
    const shifted = await applied({ kind: 'scale', factor: 2, offset: -1 }, bytes, bytes);
    expect([...shifted.features.values]).toEqual([-1, 101, 509]);
  });

  test('global statistics give training values mean 0, deviation 1, or the range 0 to 1', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 60 }), async (values) => {
        const rows: ShapedRows = { features: matrix(Float64Array.from(values), values.length, 1), shape: [1] };
        if (new Set(values).size < 2) return;
        const standard = [...(await applied({ kind: 'standardize', per: 'global' }, rows, rows)).features.values];
        const mean = standard.reduce((sum, value) => sum + value, 0) / standard.length;
        expect(mean).toBeCloseTo(0, 5);
        expect(standard.reduce((sum, value) => sum + (value - mean) ** 2, 0) / standard.length).toBeCloseTo(1, 4);
        const scaled = [...(await applied({ kind: 'min-max', per: 'global' }, rows, rows)).features.values];
        expect([Math.min(...scaled), Math.max(...scaled)]).toEqual([0, 1]);
      }),
    );
  });

  test('channels have statistics of their own', async () => {
    const rows: ShapedRows = { features: matrix(Float32Array.of(1, 10, 3, 30, 5, 50, 7, 70), 2, 4), shape: [1, 2, 2] };
    const { values } = (await applied({ kind: 'standardize', per: 'channel' }, rows, rows)).features;
    for (let at = 0; at < 8; at += 2) expect(values[at]).toBeCloseTo(values[at + 1], 5);
  });

  test('features that are constant in training become 0, or stay small with a floor', async () => {
    const rows = rowsOf([
      [1, 0],
      [1, 2],
    ]);
    const later = rowsOf([[3, 1]]);
    expect([...(await applied({ kind: 'standardize' }, later, rows)).features.values]).toEqual([2, 0]);
    expect([...(await applied({ kind: 'standardize', floor: 4 }, later, rows)).features.values]).toEqual([0.5, 0]);
  });

  test('steps follow one another, each fitted on what the last one made', async () => {
    const specs: TransformSpec[] = [{ kind: 'standardize' }, { kind: 'pca', components: 2 }, { kind: 'min-max' }];
    const { fitted, output } = await fitTransforms(specs.map(createTransform), train);
    expect(output.shape).toEqual([2]);
    expect(applyTransforms(fitted, train)).toEqual(output);
    expect(Math.max(...output.features.values)).toBeCloseTo(1, 6);
  });

  test('PCA keeps directions orthonormal and variances falling', async () => {
    const { directions, variances } = (await createTransform({ kind: 'pca', components: 5 }).fit(train)).save().tensors;
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j <= i; j++) {
        let dot = 0;
        for (let at = 0; at < 6; at++)
          dot += Number(directions.values[i * 6 + at]) * Number(directions.values[j * 6 + at]);
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 5);
      }
      if (i > 0) expect(variances.values[i]).toBeLessThanOrEqual(Number(variances.values[i - 1]));
    }
  });

  test('bad parameters are named', async () => {
    const make = (spec: unknown) => () => createTransform(spec as TransformSpec);
    expect(make({ kind: 'standardise' })).toThrow(/unknown kind 'standardise'; write 'standardize'/);
    expect(make({ kind: 'pca', components: 0 })).toThrow(/components: got 0; need at least 1/);
    expect(make({ kind: 'reshape', shape: [2, 0] })).toThrow(/shape\[1\]: got 0; need at least 1/);
    expect(make({ kind: 'scale', factor: Number.NaN })).toThrow(/factor/);
    await expect(applied({ kind: 'pca', components: 7 })).rejects.toThrow(
      /got 7; need at most 6 for 40 rows of 6 numbers/,
    );
    await expect(applied({ kind: 'reshape', shape: [4] })).rejects.toThrow(/cannot become \[4\]/);
    expect(() => loadTransform({ format: 'other', version: 1, config: {}, tensors: {} })).toThrow(
      /unknown format 'other'/,
    );
  });
});

describe('withTransforms', () => {
  /** Remembers the rows it was fitted on; answers the class of the nearest. */
  const nearest: Classifier = {
    kind: 'nearest',
    params: {},
    clone: () => nearest,
    fit: async (rows: LabelledRows) => fittedNearest(rows),
  };
  const fittedNearest = ({ features, labels, classes }: LabelledRows): FittedClassifier => ({
    kind: 'nearest',
    params: {},
    classes,
    columns: features.columns,
    predict: async ({ values, rows, columns }) =>
      Uint16Array.from({ length: rows }, (_, row) => {
        let [best, least] = [0, Number.POSITIVE_INFINITY];
        for (let other = 0; other < features.rows; other++) {
          let sum = 0;
          for (let at = 0; at < columns; at++)
            sum += (values[row * columns + at] - features.values[other * columns + at]) ** 2;
          if (sum < least) [best, least] = [other, sum];
        }
        return labels[best];
      }),
    predictProba: async () => matrix(new Float32Array(0), 0, classes.length),
    score: async () => 0,
    save: (): SavedState => ({
      format: 'nearest',
      version: 1,
      config: { classes: [...classes], columns: features.columns },
      tensors: {
        values: { values: Float32Array.from(features.values), shape: [features.rows, features.columns] },
        labels: { values: labels, shape: [labels.length] },
      },
    }),
  });
  const loadNearest = ({ config, tensors }: SavedState): FittedClassifier => {
    const { classes, columns } = config as { classes: string[]; columns: number };
    const labels = tensors.labels.values as Uint16Array;
    return fittedNearest({
      features: matrix(tensors.values.values as Float32Array, labels.length, columns),
      labels,
      classes,
    });
  };

  const labelled: LabelledRows = {
    features: train.features,
    labels: Uint16Array.from({ length: 40 }, (_, row) => row % 3),
    classes: ['a', 'b', 'c'],
  };

  test('fits transforms inside fit, applies them at prediction, and saves them with the model', async () => {
    const transforms = [createTransform({ kind: 'standardize' }), createTransform({ kind: 'pca', components: 3 })];
    const fitted = await withTransforms(transforms, nearest).fit(labelled);
    expect([...(await fitted.predict(train.features))]).toEqual([...labelled.labels]);
    const loaded = loadPrepared(decodeSafetensors(encodeSafetensors(fitted.save()), 'model'), loadNearest);
    expect(await loaded.predict(test_.features)).toEqual(await fitted.predict(test_.features));
    await expect(fitted.predict(matrix(new Float32Array(4), 2, 2))).rejects.toThrow(
      /got rows of 2 columns, but the model was fitted on 6/,
    );
  });

  test('prepares validation rows with the statistics of the training rows', async () => {
    let seen: LabelledRows | undefined;
    const spy: Classifier = {
      ...nearest,
      async fit(rows, options) {
        seen = options?.validation;
        return fittedNearest(rows);
      },
    };
    const validation = { ...labelled, features: test_.features, labels: labelled.labels.slice(0, 7) };
    await withTransforms([createTransform({ kind: 'standardize' })], spy).fit(labelled, { validation });
    expectClose(
      { features: seen?.features ?? matrix(new Float32Array(0), 0, 1), shape: [6] },
      reference.standardize,
      5,
    );
  });

  test('refuses files that are not its own', () => {
    expect(() => loadPrepared({ format: 'x', version: 1, config: {}, tensors: {} }, loadNearest)).toThrow(/format 'x'/);
  });
});

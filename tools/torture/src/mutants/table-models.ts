import { classifiers } from '@selvedge/classical';
import { type Classifier, createRng, type Dataset, dataset, matrix } from '@selvedge/data';
import { createTransform, withTransforms } from '@selvedge/preprocess';

const COLUMNS = ['town', 'length', 'width', 'mass'];

/** A table of floats with a column of categories and missing values, two classes. */
export function tableRows(rows: number, seed: number): Dataset {
  const rng = createRng(`table ${seed}`);
  const values = new Float32Array(rows * COLUMNS.length);
  for (let row = 0; row < rows; row++) {
    const label = row % 2;
    const numbers = [(row + label) % 3, rng.uniform() + label, rng.uniform() * 3 - label, rng.uniform()];
    values.set(numbers, row * COLUMNS.length);
    if (row % 5 === 4) values[row * COLUMNS.length + 1 + (row % 2)] = Number.NaN;
  }
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % 2);
  const features = matrix(values, rows, COLUMNS.length);
  const provenance = { source: 'table', steps: [] };
  return dataset({
    name: 'table',
    features,
    labels,
    classes: ['no', 'yes'],
    columns: COLUMNS,
    shape: [COLUMNS.length],
    provenance,
  });
}

const model = (kind: string, params: object = {}): Classifier => classifiers.create({ kind, ...params });
const columns = (): Classifier =>
  withTransforms(
    [
      createTransform({ kind: 'impute' }),
      createTransform({
        kind: 'columns',
        transformers: [
          { columns: ['town'], steps: [{ kind: 'one-hot', unknown: 'ignore' }] },
          { columns: ['mass', 'width'], steps: [{ kind: 'quantile-bins', bins: 4 }] },
        ],
        remainder: 'passthrough',
      }),
    ],
    model('logistic-regression'),
  );

/** The rows as JSONL, missing values as nulls. */
export function jsonlOf({ features, labels, classes, columns = [] }: Dataset): string {
  const lines = Array.from(labels, (label, row) => {
    const values = Array.from({ length: features.columns }, (_, at) => features.values[row * features.columns + at]);
    const cells = values.map((value, at) => [columns[at] ?? `pixel${at}`, value]); // NaN is written as null
    return JSON.stringify(Object.fromEntries([...cells, ['label', classes[label]]]));
  });
  return `${lines.join('\n')}\n`;
}

/** Models of tables, which save what those of images have no use for: splits of missing values and floats, categories, thresholds. */
export const TABLE_MODELS: readonly (readonly [string, Classifier])[] = [
  ...['decision-tree', 'random-forest', 'extra-trees', 'hist-gradient-boosting'].map(
    (kind) => [`${kind} with missing values`, model(kind)] as const,
  ),
  ['columns', columns()],
  ['ordinal', withTransforms([createTransform({ kind: 'ordinal', unknown: 'missing' })], model('decision-tree'))],
  ['stacking of trees', model('stacking', { members: [{ kind: 'decision-tree' }, { kind: 'extra-trees' }] })],
  [
    'threshold at a precision',
    model('tuned-threshold', { member: { kind: 'hist-gradient-boosting' }, by: 'precision', precision: 0.6 }),
  ],
];

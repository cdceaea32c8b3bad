import { type Dataset, dataset, matrix, rowIndices, selectFrom } from '@selvedge/data';
import type { SplitSpec } from '@selvedge/preprocess';
import type { Node, StepContext } from '@selvedge/workflow/types';
import fc from 'fast-check';
import { TestSets } from '../plan/test-sets.js';
import type { DataSpec } from '../spec/data-schema.js';
import { dataNode } from './data.js';
import { type RowsRead, readsOf, rowsNode } from './rows.js';
import { rowsDigest } from './rows-digest.js';

const NAMES = ['width', 'height'];

function rowsOf(rows: number, begin: number, names = NAMES, classes = ['no', 'yes']): Dataset {
  return dataset({
    name: 'rows',
    features: matrix(
      Float32Array.from({ length: rows * 2 }, (_, at) => begin + at),
      rows,
      2,
    ),
    labels: Uint16Array.from({ length: rows }, (_, row) => row % 2),
    classes,
    shape: [2],
    columns: names,
    provenance: { source: 'made here', steps: [] },
  });
}

const SPLIT: SplitSpec = { kind: 'last', validation: 4 };
const stepOf = (
  { train = rowsOf(20, 0), test = rowsOf(6, 500) }: { train?: Dataset; test?: Dataset } = {},
  split: SplitSpec | undefined = SPLIT,
  { seed = 1, subset }: { seed?: number; subset?: DataSpec['subset'] } = {},
) =>
  rowsNode(dataNode({ name: 'rows', train, test, found: '', generated: false }), subset, split, seed, new TestSets());

function withLabel(source: Dataset, row: number): Dataset {
  const labels = source.labels.slice();
  labels[row] = 1 - labels[row];
  return { ...source, labels };
}

const READS: readonly RowsRead[] = (['train', 'validation', 'test'] as const).flatMap((part) => [
  `${part}.features` as const,
  `${part}.labels` as const,
]);

/** What has another content. */
const changed = (a: ReturnType<typeof stepOf>, b: ReturnType<typeof stepOf>): readonly RowsRead[] =>
  READS.filter((read) => readsOf(a, read).rows !== readsOf(b, read).rows);

function withValue(source: Dataset, row: number): Dataset {
  const values = source.features.values.slice();
  values[row * 2] += 0.5;
  return { ...source, features: { ...source.features, values } };
}

test.each<[string, ReturnType<typeof stepOf>, readonly RowsRead[]]>([
  ['nothing', stepOf(), []],
  ['a number of a training row', stepOf({ train: withValue(rowsOf(20, 0), 3) }), ['train.features']],
  ['a number of a validation row', stepOf({ train: withValue(rowsOf(20, 0), 17) }), ['validation.features']],
  ['a number of a test row', stepOf({ test: withValue(rowsOf(6, 500), 0) }), ['test.features']],
  ['a label of a test row', stepOf({ test: withLabel(rowsOf(6, 500), 0) }), ['test.labels']],
  ['the seed, where nothing is drawn', stepOf({}, SPLIT, { seed: 2 }), []],
  ['other words for the same rows', stepOf({}, { kind: 'ranges', train: [0, 16], validation: [16, 20] }), []],
  ['a subset that is all', stepOf({}, SPLIT, { subset: { train: 100, test: 6 } }), []],
  ['a subset of test rows', stepOf({}, SPLIT, { subset: { test: 3 } }), ['test.features', 'test.labels']],
  [
    'the names of columns',
    stepOf({ train: rowsOf(20, 0, ['height', 'width']) }),
    ['train.features', 'validation.features'],
  ],
  [
    'the order of classes',
    stepOf({ train: rowsOf(20, 0, NAMES, ['yes', 'no']) }),
    ['train.labels', 'validation.labels'],
  ],
])('%s changes what steps read', (_, other, expected) => {
  expect(changed(stepOf(), other)).toEqual(expected);
});

test('the seed is part of what is read where rows are drawn', () => {
  const drawn: SplitSpec = { kind: 'fraction', validation: 0.3 };
  expect(changed(stepOf({}, drawn), stepOf({}, drawn, { seed: 2 }))).toEqual(READS.slice(0, 4));
});

/** Runs every input as it is asked for. */
const context = { get: <T>(step: Node<T>) => step.run(context) } as StepContext;

test('digests are those of the rows that the step gives', async () => {
  const splits: readonly (SplitSpec | undefined)[] = [
    undefined,
    SPLIT,
    { kind: 'fraction', validation: 0.3 },
    { kind: 'fraction', validation: 0.2, test: 0.2, stratify: false },
    { kind: 'rows', train: [7, 2, 5], validation: [1] },
  ];
  const subsets: readonly DataSpec['subset'][] = [undefined, 12, { train: 10, test: 4, order: 'stratified' }];
  for (const split of splits) {
    for (const subset of subsets) {
      const node = stepOf({}, split, { ...(subset !== undefined && { subset }) });
      const { train, validation, test: held } = await node.run(context);
      expect(node.digests?.train).toEqual(rowsDigest(train));
      expect(node.digests?.validation).toEqual(validation && rowsDigest(validation));
      const { features } = held as Dataset;
      expect(features.rows).toBeGreaterThan(0);
    }
  }
});

test('rows that are chosen have the digest of a copy of them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(19), { minLength: 1, maxLength: 30 }), (chosen) => {
      const source = rowsOf(20, 0);
      expect(rowsDigest(source, rowIndices(chosen))).toEqual(rowsDigest(selectFrom(source, rowIndices(chosen))));
    }),
  );
});

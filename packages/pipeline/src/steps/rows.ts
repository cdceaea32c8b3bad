import { type Dataset, type LabelledRows, type Labels, selectFrom } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { sha256 } from '@selvedge/files';
import type { SplitSpec } from '@selvedge/preprocess';
import { TestSetGuard } from '@selvedge/resample';
import type { TestSetAccess } from '@selvedge/resample/types';
import { canonicalJson, node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { ownIngredients } from '../plan/ingredients.js';
import type { TestSets } from '../plan/test-sets.js';
import type { DataSpec } from '../spec/data-schema.js';
import type { DataNode } from './data.js';
import { type Division, digestsOf, divide, subsetOf } from './divide-rows.js';
import type { PartDigests, RowsDigest } from './rows-digest.js';

/** Which rows are for what. */
export interface Parts {
  readonly train: Dataset;
  /** Absent where the split leaves none. */
  readonly validation?: Dataset;
  /** The test rows behind their guard; of a fold, the rows that judge it. */
  readonly test?: Dataset | TestRows;
}

/** Test rows, whose labels are seen by an access that is counted. */
export interface TestRows extends Omit<Dataset, 'labels'> {
  readonly guard: TestSetGuard;
}

/**
 * The labels of a part.
 *
 * @param access - whose predictions are held against them, and what for
 * @throws SelvedgeError `invalid-argument` for an access to test labels that was not counted before
 */
export const labelsOf = (rows: Dataset | TestRows, access: TestSetAccess): Labels =>
  'guard' in rows ? rows.guard.labelsFor(access) : rows.labels;

export type PartName = keyof Parts;

/** The step that divides rows. */
export interface RowsNode extends Node<Parts> {
  /** What each part holds, where that is known before anything runs. */
  readonly digests?: PartDigests;
  /** How many there are. */
  readonly classes: number;
}

/** What a step reads of the rows of a part. */
export type RowsRead = `${PartName}.${keyof RowsDigest}`;

/**
 * What the key of a step holds of rows of which it reads these alone: their content. How they were divided, and what other
 * rows hold, does not change its result: a fit does not depend on test rows, nor a prediction on labels.
 */
export function readsOf({ digests }: RowsNode, ...reads: readonly RowsRead[]): { readonly rows?: string } {
  if (!digests) return {};
  const content = reads.map((read): Json => {
    const [part, half] = read.split('.') as [PartName, keyof RowsDigest];
    return [read, digests[part]?.[half] ?? null];
  });
  return { rows: sha256('selvedge rows 1\n', canonicalJson(content)) };
}

/** The rows of each part: views of one buffer where they are neighbours. Cheap, so not cached. */
export function rowsNode(
  data: DataNode,
  subset: DataSpec['subset'],
  spec: SplitSpec | undefined,
  seed: number,
  testSets: TestSets,
): RowsNode {
  const params = { subset: (subset ?? null) as Json, split: (spec ?? null) as Json, seed };
  const made: Node<Parts> = node({
    id: 'rows',
    kind: 'rows',
    label: 'divide rows',
    params,
    inputs: { data },
    ...ownIngredients('data', 'component', 'preprocess'),
    async run(context) {
      const loaded = await context.get(data);
      const { kept, keptTest, divided } = divide(loaded, subset, spec, seed);
      const train = kept ? selectFrom(loaded.train, kept.rows, kept.step) : loaded.train;
      if (divided?.test && divided.test.length > 0)
        return {
          ...partsOf(train, divided, loaded.validation),
          test: guarded(selectFrom(train, divided.test, 'test'), made.key),
        };
      const test = keptTest && loaded.test ? selectFrom(loaded.test, keptTest.rows, keptTest.step) : loaded.test;
      const { test: wanted, order = 'first' } = subsetOf(subset);
      const given = test && guarded(test, canonicalJson([data.key, wanted ?? null, order, seed]));
      return { ...partsOf(train, divided, loaded.validation), ...(given && { test: given }) };
      function guarded(rows: Dataset, key: string): TestRows {
        const { labels: _, ...open } = rows;
        const name = `${loaded.name} test`;
        return { ...open, guard: new TestSetGuard(name, rows, testSets.recordOf(key, name, rows.labels.length)) };
      }
    },
  });
  const id = canonicalJson(params);
  const digests = data.digests.get(id) ?? digestsOf(data.loaded, divide(data.loaded, subset, spec, seed));
  data.digests.set(id, digests);
  return { ...made, digests, classes: data.loaded.train.classes.length };
}

function partsOf(train: Dataset, divided: Division['divided'], given: Dataset | undefined): Parts {
  if (!divided) return { train, ...(given && { validation: given }) };
  return {
    train: selectFrom(train, divided.train, 'train'),
    ...(given && { validation: given }),
    ...(divided.validation.length > 0 && { validation: selectFrom(train, divided.validation, 'validation') }),
  };
}

/** A part as a classifier takes it. */
export const labelled = ({ features, labels, classes }: Dataset): LabelledRows => ({ features, labels, classes });

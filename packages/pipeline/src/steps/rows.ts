import {
  createRng,
  type Dataset,
  type Json,
  type LabelledRows,
  type Labels,
  rowRange,
  selectFrom,
} from '@selvedge/data';
import { stratifiedDraw } from '@selvedge/data/partitions';
import type { LoadedDataset } from '@selvedge/ingest/types';
import { type SplitSpec, split } from '@selvedge/preprocess';
import { TestSetGuard } from '@selvedge/resample';
import type { TestSetAccess } from '@selvedge/resample/types';
import { canonicalJson, node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { ownIngredients } from '../plan/ingredients.js';
import type { TestSets } from '../plan/test-sets.js';
import type { DataSpec } from '../spec/data-schema.js';

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

/** The rows of each part: views of one buffer where they are neighbours. Cheap, so not cached. */
export function rowsNode(
  data: Node<LoadedDataset>,
  subset: DataSpec['subset'],
  spec: SplitSpec | undefined,
  seed: number,
  testSets: TestSets,
): Node<Parts> {
  const made: Node<Parts> = node({
    id: 'rows',
    kind: 'rows',
    label: 'divide rows',
    params: { subset: (subset ?? null) as Json, split: (spec ?? null) as Json, seed },
    inputs: { data },
    ...ownIngredients('data', 'component', 'preprocess'),
    async run(context) {
      const loaded = await context.get(data);
      const wanted = typeof subset === 'number' ? { train: subset } : (subset ?? {});
      const order = wanted.order ?? 'first';
      const train = keep(loaded.train, wanted.train, order, seed);
      const test = loaded.test && keep(loaded.test, wanted.test, order, seed);
      const guarded = (rows: Dataset, key: string): TestRows => {
        const { labels: _, ...open } = rows;
        const name = `${loaded.name} test`;
        return { ...open, guard: new TestSetGuard(name, rows, testSets.recordOf(key, name, rows.labels.length)) };
      };
      const given = test && guarded(test, canonicalJson([data.key, wanted.test ?? null, order, seed]));
      if (!spec) return { train, ...(given && { test: given }) };
      const { train: own, validation, test: drawn } = split(spec, train, createRng(seed).fork('split'));
      const held = drawn && drawn.length > 0 ? guarded(selectFrom(train, drawn, 'test'), made.key) : given;
      return {
        train: selectFrom(train, own, 'train'),
        ...(validation.length > 0 && { validation: selectFrom(train, validation, 'validation') }),
        ...(held && { test: held }),
      };
    },
  });
  return made;
}

function keep(source: Dataset, rows: number | undefined, order: 'first' | 'stratified', seed: number): Dataset {
  if (rows === undefined || rows >= source.features.rows) return source;
  if (order === 'first') return selectFrom(source, rowRange(0, rows), `first ${rows} rows`);
  const [drawn] = stratifiedDraw(source.labels, [rows], createRng(seed).fork('subset'));
  return selectFrom(source, drawn, `${rows} rows, stratified`);
}

/** A part as a classifier takes it. */
export const labelled = ({ features, labels, classes }: Dataset): LabelledRows => ({ features, labels, classes });

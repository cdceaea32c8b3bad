import {
  createRng,
  type Dataset,
  type Json,
  type LabelledRows,
  rowRange,
  selectFrom,
  stratifiedPartition,
} from '@selvedge/data';
import type { LoadedDataset } from '@selvedge/ingest';
import { type SplitSpec, split } from '@selvedge/preprocess';
import { type Node, node } from '@selvedge/workflow';
import { codeVersions } from '../plan/code-versions.js';
import type { DataSpec } from '../spec/data-schema.js';

/** Which rows are for what. */
export interface Parts {
  readonly train: Dataset;
  /** Absent where the split leaves none. */
  readonly validation?: Dataset;
  readonly test?: Dataset;
}

export type PartName = keyof Parts;

/** The rows of each part: views of one buffer where they are neighbours. Cheap, so not cached. */
export function rowsNode(
  data: Node<LoadedDataset>,
  subset: DataSpec['subset'],
  spec: SplitSpec | undefined,
  seed: number,
): Node<Parts> {
  return node({
    id: 'rows',
    kind: 'rows',
    label: 'divide rows',
    params: { subset: (subset ?? null) as Json, split: (spec ?? null) as Json, seed },
    inputs: { data },
    code: codeVersions(['data', 'component', 'preprocess', 'steps']),
    async run(context) {
      const loaded = await context.get(data);
      const wanted = typeof subset === 'number' ? { train: subset } : (subset ?? {});
      const order = wanted.order ?? 'first';
      const train = keep(loaded.train, wanted.train, order, seed);
      const test = loaded.test && keep(loaded.test, wanted.test, order, seed);
      if (!spec) return { train, ...(test && { test }) };
      const { train: own, validation, test: split3 } = split(spec, train, createRng(seed).fork('split'));
      const held = split3 && split3.length > 0 ? selectFrom(train, split3, 'test') : test;
      return {
        train: selectFrom(train, own, 'train'),
        ...(validation.length > 0 && { validation: selectFrom(train, validation, 'validation') }),
        ...(held && { test: held }),
      };
    },
  });
}

function keep(source: Dataset, rows: number | undefined, order: 'first' | 'stratified', seed: number): Dataset {
  if (rows === undefined || rows >= source.features.rows) return source;
  if (order === 'first') return selectFrom(source, rowRange(0, rows), `first ${rows} rows`);
  const parts = Math.max(1, Math.floor(source.features.rows / rows));
  const [first] = stratifiedPartition(source.labels, parts, createRng(seed).fork('subset'));
  return selectFrom(source, first, `${first.length} rows, stratified`);
}

/** A part as a classifier takes it. */
export const labelled = ({ features, labels, classes }: Dataset): LabelledRows => ({ features, labels, classes });

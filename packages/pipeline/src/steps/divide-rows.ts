import { createRng, type Dataset, type RowIndices, rowIndices, rowRange, SelvedgeError } from '@selvedge/data';
import { stratifiedDraw } from '@selvedge/data/partitions';
import type { LoadedDataset } from '@selvedge/ingest/types';
import { type Split, type SplitSpec, split } from '@selvedge/preprocess';
import type { DataSpec } from '../spec/data-schema.js';
import { type PartDigests, type RowsDigest, rowsDigest, rowsOrigin } from './rows-digest.js';

/** Which rows go where. */
export interface Division {
  /** Of the training file, before they are divided; absent: all. */
  readonly kept?: Kept;
  /** Of the test rows; absent: all that there are. */
  readonly keptTest?: Kept;
  /** Of those that were kept. */
  readonly divided?: Split;
}

interface Kept {
  readonly rows: RowIndices;
  /** For the provenance. */
  readonly step: string;
}

/** The subset without its short form. */
export const subsetOf = (subset: DataSpec['subset']): Exclude<DataSpec['subset'], number | undefined> =>
  typeof subset === 'number' ? { train: subset } : (subset ?? {});

/** Says which rows go where, and copies none of them. */
export function divide(
  { name, train, validation, test }: LoadedDataset,
  subset: DataSpec['subset'],
  spec: SplitSpec | undefined,
  seed: number,
): Division {
  const wanted = subsetOf(subset);
  const { order = 'first' } = wanted;
  const kept = keptOf(train, wanted.train, order, seed);
  const keptTest = test && keptOf(test, wanted.test, order, seed);
  const labels = kept ? Uint16Array.from(kept.rows, (row) => train.labels[row]) : train.labels;
  const divided = spec && split(spec, { labels }, createRng(seed).fork('split'));
  if (validation && divided && divided.validation.length > 0) throw twoValidations(name);
  return { ...(kept && { kept }), ...(keptTest && { keptTest }), ...(divided && { divided }) };
}

function keptOf(
  { features, labels }: Dataset,
  rows: number | undefined,
  order: 'first' | 'stratified',
  seed: number,
): Kept | undefined {
  if (rows === undefined || rows >= features.rows) return undefined;
  if (order === 'first') return { rows: rowRange(0, rows), step: `first ${rows} rows` };
  const [drawn] = stratifiedDraw(labels, [rows], createRng(seed).fork('subset'));
  return { rows: drawn, step: `${rows} rows, stratified` };
}

/** What each part holds, by the rows themselves. */
export function digestsOf(
  { train, validation, test }: LoadedDataset,
  { kept, keptTest, divided }: Division,
): PartDigests {
  const inTrain = (part: RowIndices | undefined): RowIndices | undefined =>
    part && kept ? rowIndices(part.map((at) => kept.rows[at])) : (part ?? kept?.rows);
  const ofTrain = (part: RowIndices | undefined): RowsDigest => rowsDigest(train, inTrain(part));
  const drawn = divided?.test && divided.test.length > 0 ? inTrain(divided.test) : undefined;
  const tested = drawn ? train : test;
  const testRows = drawn ?? keptTest?.rows;
  return {
    train: ofTrain(divided?.train),
    ...(divided && divided.validation.length > 0 && { validation: ofTrain(divided.validation) }),
    ...(validation && { validation: rowsDigest(validation) }),
    ...(tested && { test: rowsDigest(tested, testRows), testOrigin: rowsOrigin(tested, testRows) }),
  };
}

const twoValidations = (name: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `data: ${name} has validation rows of its own, and split draws others from the training rows. Leave split out, or name the training rows alone: data: { train }.`,
  );

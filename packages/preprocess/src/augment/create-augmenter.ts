import type { Spec } from '@selvedge/component';
import { checkedBy } from '@selvedge/component/explanations';
import { shareArray } from '@selvedge/compute/workers';
import { type LabelledRows, type Matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { isStored, onlyBooleans, onlyFields, shown } from '@selvedge/data/checks';
import type { AugmentationSession, AugmentedBatch, BatchAugmenter } from '@selvedge/data/types';
import { imageShape } from '../images/image-shape.js';
import type { AugmentSpec } from '../specs.generated.js';
import { type AugmentedRows, type AugmentSource, rowAugmenter } from './augment-rows.js';
import { startAugmentThread } from './augment-worker.js';
import { augmentations, augmentSteps } from './augmentations.js';
import type { ValueRange } from './change-image.js';

export interface AugmenterOptions {
  /** Whether a thread of its own prepares batches, so that they are ready when they are needed. Default true. */
  readonly thread?: boolean;
}

/**
 * Makes random changes of training images, drawn for every image and epoch. An image's change depends on the
 * session's seed, the epoch and the row alone: a resumed or parallel run sees the same images.
 *
 * @param specs - applied in order; mixup or cutmix last
 * @throws SelvedgeError `invalid-argument` for an unknown kind, a number outside its range, a mixing step that is
 *   not last, or an unknown option; `open` throws `shape-mismatch` for rows that are not images
 */
export function createAugmenter(specs: readonly AugmentSpec[], options: AugmenterOptions = {}): BatchAugmenter {
  onlyFields('createAugmenter, options', options, ['thread'], { threads: 'thread: true' });
  onlyBooleans('createAugmenter, options', options, ['thread']);
  const { thread = true } = options;
  if (!Array.isArray(specs)) throw notASequence(specs);
  const steps: readonly Spec[] = specs.map((spec) => augmentations.checked(spec));
  checkedBy(augmentSteps, specs, 'augment');
  return {
    params: specs,
    async open(train, shape, { seed }) {
      const { features } = train;
      const { rows: count, columns } = features;
      const source = sourceOf(steps, train, shape, seed, thread);
      // Rows of a store are read by who has it open: the network computes in a thread of its own anyway.
      const worker = thread && !isStored(features) ? await startAugmentThread(source) : undefined;
      const take = isStored(features) ? (row: number): Numbers => features.take([row]).values : undefined;
      const here = worker ? undefined : rowAugmenter(source, take);
      const batchOf = ({ values, targets }: AugmentedRows): AugmentedBatch => {
        const rows = values.length / columns;
        const { classCount } = source;
        return {
          features: { values, rows, columns },
          ...(targets && { targets: { values: targets, rows, columns: classCount } }),
        };
      };
      const session: AugmentationSession = {
        async batch(rows, epoch) {
          for (const row of rows) if (row >= count) throw badRow(row, count);
          if (here) return batchOf(here(rows, epoch));
          if (!worker || worker.ended) throw sessionEnded();
          return batchOf(await worker.call('rows', { rows, epoch }));
        },
        close: async () => worker?.close(),
      };
      return session;
    },
  };
}

function sourceOf(
  specs: readonly Spec[],
  { features, labels, classes }: LabelledRows,
  shape: readonly number[],
  seed: number,
  shared: boolean,
): AugmentSource {
  return {
    specs,
    values: isStored(features) ? new Uint8Array() : shared ? shareArray(features.values) : features.values,
    labels,
    classCount: classes.length,
    shape: imageShape('augment', shape, features.columns),
    range: rangeOf(features),
    seed,
  };
}

function rangeOf(features: Matrix): ValueRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of isStored(features) ? features.chunks() : [features]) {
    for (let at = 0; at < values.length; at++) {
      if (values[at] < low) low = values[at];
      if (values[at] > high) high = values[at];
    }
  }
  return { low, high };
}

const notASequence = (specs: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `createAugmenter: got ${shown(specs)}; need a list of steps, for instance [{ kind: 'flip' }].`,
  );

const sessionEnded = (): SelvedgeError =>
  new SelvedgeError('aborted', 'augment: the session has ended; open a new one.');

const badRow = (row: number, rows: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `augment: row ${row} is not a training row; there are ${rows}.`);

import { type Matrix, rowRange, selectRows } from '@selvedge/data';
import { isStored } from '@selvedge/data/checks';
import { browseMisclassified } from '@selvedge/evaluate';
import { node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { ownIngredients } from '../plan/ingredients.js';
import { jsonCodec } from './codecs.js';
import type { PartPredictions } from './predict.js';
import { rangeOf } from './range-of.js';
import { labelsOf, type RowsNode, readsOf } from './rows.js';

/** The misclassified rows with the most confident predictions, with pictures: what the report's error browser shows. Plain JSON. */
export interface Misclassified {
  readonly part: 'test' | 'validation';
  /** `[height, width, channels]`. */
  readonly shape: readonly number[];
  readonly misclassified: readonly {
    readonly row: number;
    readonly trueClass: string;
    readonly predictedClass: string;
    readonly probability: number;
    /** Bytes in base64. */
    readonly pixels: string;
    readonly neighbours: readonly { readonly row: number; readonly className: string; readonly pixels: string }[];
  }[];
}

const SHOWN = { limit: 12, neighbours: 5 };

/** The misclassified rows of a part with the most confident predictions, each with its nearest training rows; null where rows are not images. Floats are shown from the least to the largest of the training rows. */
export function misclassifiedNode(
  rows: RowsNode,
  predict: Node<PartPredictions>,
  part: 'test' | 'validation',
  id: string,
): Node<Misclassified | null> {
  return node({
    id: `misclassified/${id}`,
    kind: 'score',
    label: `find the misclassified rows of ${id}`,
    params: { ...SHOWN, part },
    inputs: { rows, predict },
    reads: readsOf(rows, 'train.features', 'train.labels', `${part}.features`, `${part}.labels`),
    ...ownIngredients('data', 'evaluate', 'preprocess'),
    async run(context) {
      const { [part]: held, train } = await context.get(rows);
      const { predicted, probabilities } = await context.get(predict);
      const bytes = [held, train].every((each) => each && holdsBytes(each.features));
      if (!held || !probabilities || train.shape.length < (bytes ? 2 : 3)) return null;
      const range = bytes ? BYTES : rangeOf(train.features);
      const { features, classes } = held;
      const truth = labelsOf(held, { model: id, purpose: 'error analysis' });
      const found = browseMisclassified({ truth, predicted, probabilities, classes }, features, train, SHOWN);
      return {
        part,
        shape: train.shape,
        misclassified: found.map(({ row, trueClass, predictedClass, probability, neighbours }) => ({
          row,
          trueClass,
          predictedClass,
          probability,
          pixels: base64Of(features, row, range),
          neighbours: neighbours.map((near) => ({
            row: near.row,
            className: near.class,
            pixels: base64Of(train.features, near.row, range),
          })),
        })),
      };
    },
    codec: jsonCodec<Misclassified | null>('misclassified.json'),
  });
}

const holdsBytes = (features: Matrix): boolean =>
  isStored(features) ? features.areBytes : features.values instanceof Uint8Array;

const BYTES = [0, 255] as const;

function base64Of(features: Matrix, row: number, [black, white]: readonly [number, number]): string {
  const { values } = selectRows(features, rowRange(row, row + 1));
  const scale = 255 / (white - black);
  const shown =
    values instanceof Uint8Array ? values : Uint8ClampedArray.from(values, (value) => (value - black) * scale);
  return Buffer.from(shown.buffer, shown.byteOffset, shown.byteLength).toString('base64');
}

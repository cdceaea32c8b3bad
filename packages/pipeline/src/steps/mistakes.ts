import type { Matrix } from '@selvedge/data';
import { browseMistakes } from '@selvedge/evaluate';
import { type Node, node } from '@selvedge/workflow';
import { codeVersions } from '../plan/code-versions.js';
import { jsonCodec } from './codecs.js';
import type { PartPredictions } from './predict.js';
import { labelsOf, type Parts } from './rows.js';

/** The mistakes that a model was surest of, with pictures: what the report's error browser shows. Plain JSON. */
export interface Mistakes {
  readonly part: 'test' | 'validation';
  /** `[height, width, channels]`. */
  readonly shape: readonly number[];
  readonly mistakes: readonly {
    readonly row: number;
    readonly trueClass: string;
    readonly predictedClass: string;
    readonly probability: number;
    /** Bytes in base64. */
    readonly pixels: string;
    readonly neighbours: readonly { readonly row: number; readonly className: string; readonly pixels: string }[];
  }[];
}

const SHOWN = { mistakes: 12, neighbours: 5 };

/** The worst mistakes of a part, each with its nearest training rows; null where rows are no images of bytes. */
export function mistakesNode(
  rows: Node<Parts>,
  predict: Node<PartPredictions>,
  part: 'test' | 'validation',
  id: string,
): Node<Mistakes | null> {
  return node({
    id: `mistakes/${id}`,
    kind: 'score',
    label: `look at the mistakes of ${id}`,
    params: { ...SHOWN, part },
    inputs: { rows, predict },
    code: codeVersions(['data', 'evaluate', 'steps']),
    async run(context) {
      const { [part]: held, train } = await context.get(rows);
      const { predicted, probabilities } = await context.get(predict);
      const pictures = [held, train].every((each) => each?.features.values instanceof Uint8Array);
      if (!held || !probabilities || !pictures || train.shape.length < 2) return null;
      const { features, classes } = held;
      const truth = labelsOf(held, { model: id, purpose: 'error analysis' });
      const found = browseMistakes({ truth, predicted, probabilities, classes }, features, train, SHOWN);
      return {
        part,
        shape: train.shape,
        mistakes: found.map(({ row, trueClass, predictedClass, probability, neighbours }) => ({
          row,
          trueClass,
          predictedClass,
          probability,
          pixels: base64Of(features, row),
          neighbours: neighbours.map((near) => ({
            row: near.row,
            className: near.class,
            pixels: base64Of(train.features, near.row),
          })),
        })),
      };
    },
    codec: jsonCodec<Mistakes | null>('mistakes.json'),
  });
}

const base64Of = ({ values, columns }: Matrix, row: number): string =>
  Buffer.from((values as Uint8Array).subarray(row * columns, (row + 1) * columns)).toString('base64');

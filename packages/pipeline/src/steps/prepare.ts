import { type FittedTransform, SelvedgeError, type ShapedRows } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { applyTransforms, fitTransforms } from '@selvedge/preprocess';
import { node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { ownIngredients, preparationIngredients } from '../plan/ingredients.js';
import type { Planning } from '../plan/planning.js';
import type { TransformSpec } from '../registry/built-in-transforms.js';
import { loadPreparation, transformEntry } from '../registry/transforms.js';
import { decodeState, encodeState } from './codecs.js';
import { type Parts, type RowsNode, readsOf } from './rows.js';

/** Preparation steps, fitted on the training rows. */
export interface Prepared {
  readonly fitted: readonly FittedTransform[];
}

/** Fits the preparation on the training rows alone. Statistics are kept; prepared rows are made again when needed. */
export function prepareNode(
  rows: RowsNode,
  specs: readonly TransformSpec[],
  id: string,
  { registry }: Planning,
): Node<Prepared> {
  return node({
    id: `prepare/${id}`,
    kind: 'prepare',
    label: `prepare ${specs.map(({ kind }) => kind).join(', ') || 'nothing'}`,
    params: specs as unknown as Json,
    inputs: { rows },
    reads: readsOf(rows, 'train.features'),
    ...preparationIngredients({ registry }, specs),
    async run(context) {
      if (specs.length === 0) return { fitted: [] };
      const { train } = await context.get(rows);
      const shaped: ShapedRows = { features: train.features, shape: train.shape };
      const { fitted } = await fitTransforms(
        specs.map((spec) => transformEntry(registry, spec.kind).create(spec)),
        shaped,
      );
      return { fitted };
    },
    codec: {
      encode: ({ fitted }) =>
        Object.fromEntries(fitted.map((transform, at) => [transformFile(at), encodeState(transform.save())])),
      decode: (files) => {
        const names = Object.keys(files).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
        return {
          fitted: names.map((name, at) => loadPreparation(registry, decodeState(files[name], name), specs[at].kind)),
        };
      },
    },
  });
}

/** `0.transform.safetensors` */
export const transformFile = (at: number): string => `${at}.transform.safetensors`;

/** The rows of one part as the model sees them, kept in memory for the steps that follow. */
export function preparedPartNode(
  rows: RowsNode,
  prepared: Node<Prepared>,
  part: keyof Parts,
  id: string,
): Node<ShapedRows> {
  return node({
    id: `prepare/${id}/${part}`,
    kind: 'prepare',
    label: `apply the preparation to ${part} rows`,
    params: { part },
    inputs: { rows, prepared },
    reads: readsOf(rows, `${part}.features`),
    ...ownIngredients('data', 'component', 'preprocess'),
    async run(context) {
      const source = (await context.get(rows))[part];
      if (!source) throw new SelvedgeError('not-found', `there are no ${part} rows; add a split or test files.`);
      const { fitted } = await context.get(prepared);
      return applyTransforms(fitted, { features: source.features, shape: source.shape });
    },
  });
}

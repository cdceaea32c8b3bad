import { count, defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { type FittedTransform, type SavedState, SelvedgeError, type ShapedRows, type Transform } from '@selvedge/data';
import { isShape, numbersIn, withForm } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';
import type { FlattenParams, ReshapeParams } from '../specs.generated.js';
import { formOfShaped, readForm, rowsOfTransform, savedForm } from './check-shape.js';

const RESHAPE_FORMAT = 'selvedge.transform.reshape';
const VERSION = 1;

export const flatten: TransformDefinition<FlattenParams> = defineTransform(
  { kind: 'flatten', description: 'Gives rows of any shape one axis.', fields: {} },
  { format: RESHAPE_FORMAT, create: ({ kind }) => reshapeTransform(kind, undefined), load: loadReshape },
);

export const reshape: TransformDefinition<ReshapeParams> = defineTransform(
  {
    kind: 'reshape',
    description: 'Gives rows another shape of the same size.',
    fields: { shape: z.array(count(1_000_000)).min(1).max(4).describe('Sizes of the axes of a row.') },
  },
  { format: RESHAPE_FORMAT, create: ({ kind, shape }) => reshapeTransform(kind, shape), load: loadReshape },
);

/**
 * Gives rows another shape; the numbers stay where they are.
 *
 * @param to - the new shape; undefined flattens
 * @throws SelvedgeError `shape-mismatch` at `fit` when the sizes differ
 */
function reshapeTransform(kind: 'flatten' | 'reshape', to: readonly number[] | undefined): Transform {
  return {
    kind,
    params: to === undefined ? { kind } : { kind, shape: to },
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const { shape } = train;
      const target = to ?? [numbersIn(shape)];
      if (numbersIn(target) !== numbersIn(shape)) {
        throw new SelvedgeError(
          'shape-mismatch',
          `transform 'reshape': rows of shape [${shape.join(', ')}] cannot become [${target.join(', ')}]; the products differ.`,
        );
      }
      return fittedReshape(kind, formOfShaped(train), target);
    },
  };
}

/** What a saved reshape says, checked. */
function loadReshape({ version, config }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${RESHAPE_FORMAT}: version ${version}; this reads ${VERSION}.`);
  const { from, to, kind, names } = config as unknown as {
    from: number[];
    to: number[];
    kind: string;
    names?: string[];
  };
  if (
    !isShape(from) ||
    !isShape(to) ||
    numbersIn(from) !== numbersIn(to) ||
    (kind !== 'flatten' && kind !== 'reshape')
  ) {
    throw new SelvedgeError(
      'corrupt-file',
      `${RESHAPE_FORMAT}: the shapes do not fit each other. Fit and save it again.`,
    );
  }
  return fittedReshape(kind, readForm(RESHAPE_FORMAT, from, names), to);
}

function fittedReshape(kind: string, form: FittedForm, to: readonly number[]): FittedTransform {
  return {
    kind,
    apply(rows) {
      return { features: withForm(rowsOfTransform(kind, rows, form), { shape: to }), shape: to };
    },
    save() {
      const { shape: from, ...names } = savedForm(form);
      return { format: RESHAPE_FORMAT, version: VERSION, config: { kind, from, to, ...names }, tensors: {} };
    },
  };
}

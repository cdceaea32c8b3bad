import type { FittedTransform, SavedState, Transform } from '@selvedge/data';
import {
  answerGuesses,
  checkTransformOptions,
  FITTED_TRANSFORM_GUESSES,
  frozenList,
  shapedRowsOf,
  TRANSFORM_GUESSES,
} from '@selvedge/data/checks';
import type { Catalogue } from './catalogue.js';
import { type DefinitionSource, defineComponent, type Spec } from './definition.js';
import { type MakerCatalogue, type MakerDefinition, makerCatalogue } from './makers.js';

/** A preparation step of rows, with its reader of saved ones. */
export type TransformDefinition<Params extends Spec = Spec> = MakerDefinition<Params, Transform, FittedTransform>;

export function defineTransform<Params extends Spec>(
  stated: Omit<DefinitionSource<Params>, 'family'>,
  acts: Pick<TransformDefinition<Params>, 'format' | 'create' | 'load'>,
): TransformDefinition<Params> {
  return { ...defineComponent<Params>({ ...stated, family: 'transform' }), ...acts };
}

/** The transforms of one or more packages. */
export type TransformCatalogue<Entry extends TransformDefinition = TransformDefinition> = MakerCatalogue<
  Entry,
  Transform,
  FittedTransform
>;

export function transformCatalogue<const Entry extends TransformDefinition>(
  names: Pick<Catalogue, 'typeName' | 'advice'>,
  definitions: readonly Entry[],
): TransformCatalogue<Entry> {
  const description = 'A preparation step, fitted on training rows alone.';
  const catalogue: TransformCatalogue<Entry> = makerCatalogue(
    { ...names, family: 'transform', description },
    'saved transform',
    definitions,
  );
  return {
    ...catalogue,
    create: (spec) => checkedTransform(catalogue.create(spec)),
    load: (saved) => checkedFitted(catalogue.load(ownState(saved))),
  };
}

/** Checks what every transform is given, before the transform sees it. */
const checkedTransform = (transform: Transform): Transform =>
  answerGuesses(
    {
      kind: transform.kind,
      params: transform.params,
      async fit(train, options = {}) {
        const rows = shapedRowsOf(transform.kind, 'fit', train, options);
        checkTransformOptions(transform.kind, options);
        return checkedFitted(await transform.fit(rows, options));
      },
    } satisfies Transform,
    TRANSFORM_GUESSES,
  );

const checkedFitted = (fitted: FittedTransform): FittedTransform =>
  answerGuesses(
    {
      kind: fitted.kind,
      apply(rows) {
        const { features, shape } = fitted.apply(shapedRowsOf(fitted.kind, 'apply', rows));
        // Steps that keep the shape pass on the caller's own list.
        return { features, shape: frozenList(shape) };
      },
      save: () => ownState(fitted.save()),
    } satisfies FittedTransform,
    FITTED_TRANSFORM_GUESSES,
  );

/** With arrays that nobody else holds: changes of a saved state do not reach the transform, before and after. */
function ownState(saved: SavedState): SavedState {
  if (typeof saved?.tensors !== 'object' || saved.tensors === null) return saved;
  const tensors = Object.entries(saved.tensors).map(([name, tensor]) => {
    const isTensor = ArrayBuffer.isView(tensor?.values) && Array.isArray(tensor.shape);
    return [name, isTensor ? { values: tensor.values.slice(), shape: [...tensor.shape] } : tensor] as const;
  });
  return { ...saved, config: structuredClone(saved.config), tensors: Object.fromEntries(tensors) };
}

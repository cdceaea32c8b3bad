import { type FittedTransform, type SavedState, SelvedgeError, type Transform } from '@selvedge/data';
import { type Catalogue, catalogueOf, type ParamsOf } from './catalogue.js';
import { type Definition, type DefinitionSource, defineComponent, type Spec } from './definition.js';

/** A preparation step of rows, with its reader of saved ones. */
export interface TransformDefinition<Params extends Spec = Spec> extends Definition<Params> {
  /** The format that its fitted transforms are saved in; several kinds may share one. */
  readonly format: string;
  create(params: Params): Transform;
  load(saved: SavedState): FittedTransform;
}

export function defineTransform<Params extends Spec>(
  stated: Omit<DefinitionSource<Params>, 'family'>,
  acts: Pick<TransformDefinition<Params>, 'format' | 'create' | 'load'>,
): TransformDefinition<Params> {
  return { ...defineComponent<Params>({ ...stated, family: 'transform' }), ...acts };
}

/** The transforms of one or more packages. */
export interface TransformCatalogue<Entry extends TransformDefinition = TransformDefinition> extends Catalogue<Entry> {
  /** @throws SelvedgeError `invalid-argument` for an unknown kind or a parameter outside its range */
  create(spec: unknown): Transform;
  /** @throws SelvedgeError `unsupported` for an unknown format or version, `corrupt-file` for contents that do not fit */
  load(saved: SavedState): FittedTransform;
}

export function transformCatalogue<const Entry extends TransformDefinition>(
  typeName: string,
  definitions: readonly Entry[],
): TransformCatalogue<Entry> {
  const names = { family: 'transform', typeName, description: 'A preparation step, fitted on training rows alone.' };
  const catalogue = catalogueOf(names, definitions);
  const formats = [...new Set(definitions.map(({ format }) => format))];
  return {
    ...catalogue,
    create: (spec) => {
      const params = catalogue.checked(spec) as ParamsOf<Entry> & Spec;
      return catalogue.definitionOf(params.kind).create(params);
    },
    load: (saved) => {
      const definition = definitions.find(({ format }) => format === saved.format);
      if (definition) return definition.load(saved);
      throw new SelvedgeError(
        'unsupported',
        `saved transform: unknown format '${saved.format}'; known are ${formats.join(', ')}.`,
      );
    },
  };
}

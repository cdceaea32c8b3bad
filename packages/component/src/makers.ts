import { type SavedState, SelvedgeError } from '@selvedge/data';
import { type Catalogue, catalogueOf } from './catalogue.js';
import type { Definition, Spec } from './definition.js';
import { kindOf } from './former-names.js';

/** A component whose specification makes something, and whose fitted state is read back. */
export interface MakerDefinition<Params extends Spec, Made, Loaded> extends Definition<Params> {
  /** The format that its fitted state is saved in; several kinds may share one. */
  readonly format: string;
  create(spec: Params): Made;
  load(saved: SavedState): Loaded;
}

/** A catalogue that makes what a specification names, and reads what was saved. */
export interface MakerCatalogue<Entry extends MakerDefinition<Spec, Made, Loaded>, Made, Loaded>
  extends Catalogue<Entry> {
  /** @throws SelvedgeError `invalid-argument` for an unknown kind or a parameter outside its range */
  create(spec: unknown): Made;
  /** @throws SelvedgeError `unsupported` for an unknown format or version, `corrupt-file` for contents that do not fit */
  load(saved: SavedState): Loaded;
}

/** @param saved - what is saved, in sentences: `saved transform` */
export function makerCatalogue<Entry extends MakerDefinition<Spec, Made, Loaded>, Made, Loaded>(
  names: Pick<Catalogue, 'family' | 'typeName' | 'form' | 'description' | 'advice'>,
  saved: string,
  definitions: readonly Entry[],
): MakerCatalogue<Entry, Made, Loaded> {
  const catalogue = catalogueOf(names, definitions);
  return {
    ...catalogue,
    create: (spec) => {
      const params: Spec = catalogue.checked(spec);
      return catalogue.definitionOf(params.kind).create(params);
    },
    load: (state) => {
      const definition =
        definitions.find(({ format }) => format === state.format) ?? definitions.find((each) => hadFormat(each, state));
      if (definition) return loaded(saved, definition, { ...state, format: definition.format });
      const formats = [...new Set(definitions.map(({ format }) => format))];
      throw new SelvedgeError(
        'unsupported',
        `${saved}: unknown format '${state.format}'; known are ${formats.join(', ')}.`,
      );
    },
  };
}

/** Whether a component of a former kind saved this. */
const hadFormat = ({ schema }: Definition, { format }: SavedState): boolean =>
  kindOf(schema, String(format).replace(/^selvedge\./, '')) !== undefined;

/** What a definition reads. Contents that do not fit are a damaged file, whatever noticed it: the engine, or a check of parameters. */
function loaded<Fitted>(saved: string, { load }: { load(state: SavedState): Fitted }, state: SavedState): Fitted {
  try {
    return load(state);
  } catch (cause) {
    if (cause instanceof SelvedgeError && cause.code === 'invalid-argument')
      throw new SelvedgeError('corrupt-file', `${saved}: ${cause.message}`, { cause });
    if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause;
    throw new SelvedgeError(
      'corrupt-file',
      `${saved}: the parts of its ${state.format} do not fit each other. Use an undamaged copy, or fit and save it again.`,
      { cause },
    );
  }
}

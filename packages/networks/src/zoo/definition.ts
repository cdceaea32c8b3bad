import { count, defineObject } from '@selvedge/component';
import { checkedBy } from '@selvedge/component/explanations';
import { guessedWords } from '@selvedge/component/names';
import type { ObjectDefinition } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import type { NetworkSpec } from '../declaration/layer-spec.js';
import { LARGEST_AXIS } from '../layers/fields.js';

/** What every architecture is written with. */
export interface ArchitectureParams {
  readonly zoo: string;
  readonly classes: number;
  readonly inputShape?: readonly number[];
}

/** An architecture by name: the options that it is built from, and its layers. */
export interface ArchitectureDefinition<Params extends ArchitectureParams = ArchitectureParams>
  extends ObjectDefinition<Params> {
  readonly zoo: Params['zoo'];
  /** What others call it. */
  readonly knownAs: readonly string[];
  /**
   * The layers.
   *
   * @throws SelvedgeError `invalid-argument` with every option that is wrong, what it is, and what it may be
   */
  declare(spec: unknown): NetworkSpec;
}

export interface ArchitectureSource<Params extends ArchitectureParams> {
  readonly zoo: Params['zoo'];
  /** The name of its networks. Default: that of the architecture. */
  readonly name?: string;
  /** What others call it: refused with the name. */
  readonly knownAs?: readonly string[];
  readonly typeName: string;
  readonly description: string;
  /** What it is built from beside the classes and the input's shape. */
  readonly fields: {
    readonly [Name in Exclude<keyof Params, keyof ArchitectureParams>]-?: z.ZodType<Params[Name]>;
  };
  readonly layers: (params: Params) => NetworkSpec['layers'];
}

const common = {
  classes: count(65_536).default(10).describe('Numbers that come out. A pipeline takes them from the data.'),
  inputShape: z
    .array(count(LARGEST_AXIS))
    .min(1)
    .max(4)
    .exactOptional()
    .describe("Shape of one row, [height, width, channels] or [columns]. Without it the data's."),
};

/** @param defaultShape - of one row, where a specification names none; images of the data come before it */
export function defineArchitecture<Params extends ArchitectureParams>(
  { zoo, name = zoo, knownAs = [], typeName, description, fields, layers }: ArchitectureSource<Params>,
  defaultShape?: readonly number[],
): ArchitectureDefinition<Params> {
  const definition = defineObject<Params>(typeName, description, {
    zoo: guessedWords(z.literal(zoo).describe(description), Object.fromEntries(knownAs.map((word) => [word, zoo]))),
    ...fields,
    ...common,
  } as unknown as { readonly [Name in keyof Params]-?: z.ZodType<Params[Name]> });
  return {
    ...definition,
    zoo,
    knownAs,
    declare: (spec) => {
      const params = checkedBy(definition.schema, spec, `zoo ${zoo}`);
      const inputShape = params.inputShape ?? defaultShape;
      // Layers keep functions and initializers as they are written: checkpoints and saved models hold them so.
      const layersOf = layers({ ...params, ...written(spec as Partial<Params>) });
      return { name, ...(inputShape && { inputShape }), layers: layersOf };
    },
  };
}

/** Images of 28 x 28 grey pixels, which the convolutional architectures read where nothing else is known. */
export const GREY_IMAGE: readonly number[] = [28, 28, 1];

const written = <Fields extends object>(spec: Fields): Fields =>
  Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)) as Fields;

import { count, wholeNumber } from '@selvedge/component';
import {
  type ActivationFunctionSpec,
  activations,
  type FieldType,
  INITIALIZER_NAMES,
  type InitializerSpec,
  LARGEST_AXIS,
  LAYER_FIELDS,
  LAYER_KINDS,
  LAYER_NAME,
  type LayerField,
  type LayerSpec,
  PARAMETERIZED_INITIALIZERS,
} from '@selvedge/networks';
import { z } from 'zod';

const size = count(LARGEST_AXIS);
const side = wholeNumber(LARGEST_AXIS);
const factor = z.number().min(0);

/** A union of at least one schema, whose type says what they accept together. */
const oneOf = <T>(options: readonly z.ZodType[]): z.ZodType<T, T> =>
  z.union(options as [z.ZodType, ...z.ZodType[]]) as unknown as z.ZodType<T, T>;

export const activationSchema = activations.shorthand as z.ZodType<ActivationFunctionSpec, ActivationFunctionSpec>;

export const initializerSchema: z.ZodType<InitializerSpec, InitializerSpec> = oneOf([
  z.enum(INITIALIZER_NAMES),
  ofKinds(
    Object.entries(PARAMETERIZED_INITIALIZERS).map(([kind, numbers]: [string, readonly string[]]) =>
      z.strictObject({ kind: z.literal(kind), ...Object.fromEntries(numbers.map((name) => [name, z.number()])) }),
    ),
  ),
]);

/** A layer in Keras's names: of the fields that `@selvedge/networks` declares. */
export const layerSchema: z.ZodType<LayerSpec, LayerSpec> = ofKinds(schemasOfKinds()).describe(
  'A layer.',
) as unknown as z.ZodType<LayerSpec, LayerSpec>;

function schemasOfKinds(): z.ZodObject[] {
  const schemas = new Map<LayerField, z.ZodType>(); // fields that kinds share have one, which the JSON Schema states once
  const once = (field: LayerField): z.ZodType => {
    const schema = schemas.get(field) ?? optional(field);
    schemas.set(field, schema);
    return schema;
  };
  return LAYER_KINDS.map((kind) => {
    const fields = Object.entries<LayerField>(LAYER_FIELDS[kind]).map(([name, field]) => [name, once(field)] as const);
    return z.strictObject({ kind: z.literal(kind), ...Object.fromEntries(fields) });
  });
}

function optional(field: LayerField): z.ZodType {
  const { required = false, description } = field;
  const schema = description === undefined ? schemaOf(field) : schemaOf(field).describe(description);
  return required ? schema : z.exactOptional(schema);
}

function schemaOf(field: FieldType): z.ZodType {
  switch (field.type) {
    case 'count':
      return size;
    case 'pair':
      return z.union([size, z.tuple([size, size])]);
    case 'flag':
      return z.boolean();
    case 'number': {
      const { minimum, below } = field;
      const number = minimum === undefined ? z.number() : z.number().min(minimum);
      return below === undefined ? number : number.lt(below);
    }
    case 'choice':
      return z.enum(field.of);
    case 'activation':
      return activationSchema;
    case 'layer-name':
      return z.string().regex(LAYER_NAME, "a name of letters, digits, '_', '.' and '-', other than 'input'");
    case 'layer-names':
      return z.array(z.string().min(1)).min(1);
    case 'target-shape':
      return z.array(z.union([size, z.literal(-1)])).min(1);
    case 'zero-padding': {
      const two = z.tuple([side, side]);
      return z.union([side, two, z.tuple([two, two])]);
    }
    case 'initializer':
      return initializerSchema;
    case 'regularizer':
      return z.strictObject({ l1: factor.exactOptional(), l2: factor.exactOptional() });
  }
}

function ofKinds(options: readonly z.ZodObject[]): z.ZodType {
  const [first, ...others] = options;
  return z.discriminatedUnion('kind', [first, ...others]);
}

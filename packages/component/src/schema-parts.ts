import type { z } from 'zod';
import { type Path, partAt } from './path.js';

/** What the schemas of zod hold inside, as far as this package reads it. */
export interface Inside {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
  readonly options?: readonly z.ZodType[];
  /** Of a union: the field that tells its options apart. */
  readonly discriminator?: string;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly valueType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
}

export const inside = (schema: z.ZodType): Inside => schema.def as unknown as Inside;

/** The schemas at `path`, of the kind that was written there: each with those that wrap it, the outermost first. */
export function schemasAt(schema: z.ZodType, path: Path, root: unknown): readonly z.ZodType[] {
  let found = unwrapped(schema);
  for (const [depth, step] of path.entries()) {
    found = ofWrittenKind(found, partAt(root, path.slice(0, depth))).flatMap((option) => below(option, step));
  }
  return found;
}

/** The schemas of objects at `path`, of the kind that was written there. */
export const objectsAt = (schema: z.ZodType, path: Path, root: unknown): readonly z.ZodType[] =>
  ofWrittenKind(schemasAt(schema, path, root), partAt(root, path)).filter((option) => inside(option).shape);

/** A schema and what is behind its defaults, unions and other wrappers. */
export function unwrapped(schema: z.ZodType): readonly z.ZodType[] {
  const { innerType, in: piped, getter, options } = inside(schema);
  const wrapped = innerType ?? piped ?? getter?.();
  if (wrapped) return [schema, ...unwrapped(wrapped)];
  return options ? [schema, ...options.flatMap(unwrapped)] : [schema];
}

/** The schemas of what stands under a key or at a position. */
export function below(schema: z.ZodType, step: string | number): readonly z.ZodType[] {
  const { element, items, valueType, shape } = inside(schema);
  if (element) return unwrapped(element);
  if (items) return typeof step === 'number' && items[step] ? unwrapped(items[step]) : [];
  if (valueType) return unwrapped(valueType);
  return shape && Object.hasOwn(shape, step) ? unwrapped(shape[step]) : [];
}

/**
 * Of shapes that a union tells apart by a field, those whose value of it was written; of others those that know most of the
 * written keys.
 *
 * @param options - with the unions around them
 */
export function ofWrittenKind(options: readonly z.ZodType[], value: unknown): readonly z.ZodType[] {
  const tags = new Set(options.flatMap((option) => inside(option).discriminator ?? []));
  const meant = options.filter((option) =>
    [...tags].some((tag) => {
      const field = inside(option).shape?.[tag];
      const { values = [], entries = {} } = field ? inside(field) : ({} as Partial<Inside>);
      return [...values, ...Object.values(entries)].includes(partAt(value, [tag]));
    }),
  );
  if (meant.length > 0) return meant;
  if (typeof value !== 'object' || value === null) return options;
  const written = Object.keys(value);
  const known = options.map((option) => written.filter((key) => Object.hasOwn(inside(option).shape ?? {}, key)).length);
  return options.filter((_, at) => known[at] === Math.max(...known));
}

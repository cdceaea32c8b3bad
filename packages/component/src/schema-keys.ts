import type { z } from 'zod';
import { type Path, partAt } from './path.js';

/** The keys that a schema allows at `path`, of the kind that was written there. */
export function keysAt(schema: z.ZodType, path: Path, root: unknown): readonly string[] {
  let options = concrete(schema);
  for (const [depth, step] of path.entries()) {
    options = ofWrittenKind(options, partAt(root, path.slice(0, depth))).flatMap((option) => below(option, step));
  }
  const names = ofWrittenKind(options, partAt(root, path)).flatMap((option) => Object.keys(inside(option).shape ?? {}));
  return [...new Set(names)];
}

interface Inside {
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly values?: readonly unknown[];
}

const inside = (schema: z.ZodType): Inside => schema.def as unknown as Inside;

/** What is behind optional fields, defaults and unions. */
function concrete(schema: z.ZodType): readonly z.ZodType[] {
  const { innerType, in: piped, options } = inside(schema);
  const wrapped = innerType ?? piped;
  if (wrapped) return concrete(wrapped);
  return options ? options.flatMap(concrete) : [schema];
}

function below(schema: z.ZodType, step: string | number): readonly z.ZodType[] {
  const { element, valueType, shape } = inside(schema);
  if (element) return concrete(element);
  if (valueType) return concrete(valueType);
  return shape && Object.hasOwn(shape, step) ? concrete(shape[step]) : [];
}

/** Of shapes told apart by `kind`, the one whose kind was written; of others those that know most of the written keys. */
function ofWrittenKind(options: readonly z.ZodType[], value: unknown): readonly z.ZodType[] {
  const kind = partAt(value, ['kind']);
  const meant = options.filter((option) => {
    const literal = inside(option).shape?.['kind'];
    return literal && inside(literal).values?.includes(kind);
  });
  if (meant.length > 0) return meant;
  if (typeof value !== 'object' || value === null) return options;
  const written = Object.keys(value);
  const known = options.map((option) => written.filter((key) => Object.hasOwn(inside(option).shape ?? {}, key)).length);
  return options.filter((_, at) => known[at] === Math.max(...known));
}

import { withCurrentNames } from '@selvedge/component/names';
import type { z } from '@selvedge/component/zod';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The paths that a sweep of an earlier release is over, and their values, in today's names: `model.votes` becomes
 * `model.weights`. What a path leads to follows from the rest of the specification, as its kind.
 *
 * @param schema - of the whole specification
 * @param spec - in today's names, but for the paths of its sweep
 */
export function withCurrentPaths<Spec>(schema: z.ZodType, spec: Spec): Spec {
  const { sweep } = spec as { readonly sweep?: { readonly over?: Fields } };
  if (sweep?.over === undefined) return spec;
  const over = Object.entries(sweep.over).map(([path, values]) => currentPath(schema, spec as Fields, path, values));
  return { ...spec, sweep: { ...sweep, over: Object.fromEntries(over) } };
}

function currentPath(schema: z.ZodType, spec: Fields, path: string, values: unknown): readonly [string, unknown] {
  const steps = path.split('.');
  // Positions in lists have no other names.
  if (path.includes('[') || !Array.isArray(values) || values.length === 0) return [path, values];
  const renamed = values.map((value) => found(withCurrentNames(schema, written(spec, steps, value)), spec, steps));
  return [renamed[0].path.join('.'), renamed.map((each) => each.value)];
}

/** The specification with a value at a path. */
function written(spec: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const fields = typeof spec === 'object' && spec !== null ? (spec as Fields) : {};
  return { ...fields, [step]: written(fields[step], rest, value) };
}

/** Where what was written at `steps` is now: under the same key, or under one that was not there before. */
function found(
  now: unknown,
  before: unknown,
  steps: readonly string[],
): { readonly path: string[]; readonly value: unknown } {
  const [step, ...rest] = steps;
  if (step === undefined || typeof now !== 'object' || now === null) return { path: [...steps], value: now };
  const was = (before ?? {}) as Fields;
  const key = Object.hasOwn(now, step) ? step : (Object.keys(now).find((each) => !Object.hasOwn(was, each)) ?? step);
  const below = found((now as Fields)[key], was[step], rest);
  return { path: [key, ...below.path], value: below.value };
}

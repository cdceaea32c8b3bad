import { defaultOf } from '@selvedge/component';
import { formerWords } from '@selvedge/component/names';
import type { Breach } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';

export type Engine = 'native' | 'mljs';

/** Which code computes a model. */
export const engineField: z.ZodType<Engine> = formerWords(
  z
    .enum(['native', 'mljs'])
    .default('native')
    .describe('Our own kernels, or the npm package of ml.js, which @selvedge/mljs brings.'),
  { fast: 'native', ml: 'mljs' },
);

/** A rule: parameters that the engine of ml.js would ignore are at their defaults. */
export function mljsKnows<Params extends { readonly engine: Engine }>(
  params: Params,
  fields: Readonly<Record<string, z.ZodType>>,
  known: readonly (keyof Params & string)[],
): Breach | undefined {
  if (params.engine !== 'mljs') return undefined;
  const ignored = Object.keys(fields).find((name) => {
    const value = params[name as keyof Params];
    return name !== 'engine' && !known.includes(name as keyof Params & string) && value !== defaultOf(fields[name]);
  });
  if (ignored === undefined) return undefined;
  return {
    path: [ignored],
    message: `engine 'mljs' has no ${ignored}; it knows ${known.join(', ')}; use engine 'native'`,
  };
}

import { SelvedgeError } from '@selvedge/data';
import { frozenCopy } from '@selvedge/data/checks';
import type { z } from 'zod';
import type { Definition, Spec } from './definition.js';
import { explainIssues } from './explain.js';

/**
 * Checks a specification and fills its defaults in.
 *
 * @returns a copy that is frozen, with the lists and objects in it: whoever gets the parameters of a model cannot change them
 * @throws SelvedgeError `invalid-argument` with every parameter that is wrong, what it is, and what it may be
 */
export function checked<Params extends Spec>(definition: Definition<Params>, spec: unknown): Params {
  return checkedBy(definition.schema, spec, `${definition.family} '${definition.kind}'`);
}

/** As `checked`, by a schema alone. */
export function checkedBy<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return frozenCopy(result.data);
  const findings = explainIssues(result.error.issues, value, schema, 'the value');
  throw new SelvedgeError(
    'invalid-argument',
    findings.map(({ message }) => `${what}: ${message}${message.endsWith('?') ? '' : '.'}`).join('\n'),
  );
}

import { explainIssues, partAt, pathText } from '@selvedge/component/explanations';
import type { z } from '@selvedge/component/zod';
import { type Located, placeOf, plainValue } from '../document/located.js';
import type { Problem } from '../document/problem.js';
import type { Registry } from '../registry/registry.js';
import { withNameHint } from './name-hints.js';

/** The schema's complaints as located sentences. */
export function locatedProblems(
  issues: readonly z.core.$ZodIssue[],
  root: Located,
  schema: z.ZodType,
  registry: Registry,
): readonly Problem[] {
  const plain = plainValue(root);
  const findings = explainIssues(issues, plain, schema, 'the pipeline');
  return findings.map(({ path, of, message }) => ({
    place: placeOf(root, path, of),
    message: withNameHint(message, pathText(path), partAt(plain, path), registry),
  }));
}

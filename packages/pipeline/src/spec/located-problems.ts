import { explainIssues } from '@selvedge/component';
import type { z } from 'zod';
import { type Located, placeOf, plainValue } from '../document/located.js';
import type { Problem } from '../document/problem.js';

/** The schema's complaints as located sentences. */
export function locatedProblems(
  issues: readonly z.core.$ZodIssue[],
  root: Located,
  schema: z.ZodType,
): readonly Problem[] {
  const findings = explainIssues(issues, plainValue(root), schema, 'the pipeline');
  return findings.map(({ path, of, message }) => ({ place: placeOf(root, path, of), message }));
}

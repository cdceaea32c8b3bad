import { SelvedgeError } from '@selvedge/data';
import type { Place } from './located.js';

/** One thing that is wrong with a document. */
export interface Problem {
  readonly place: Place;
  /** The thing, the value seen, the values allowed, the next step. */
  readonly message: string;
}

/** A pipeline file with problems, each once: what every model inherits is wrong in each. Its message has one line per problem. */
export class InvalidSpecError extends SelvedgeError {
  readonly problems: readonly Problem[];

  constructor(found: readonly Problem[]) {
    const problems = [...new Map(found.map((problem) => [problemText(problem), problem])).values()];
    super('invalid-spec', problems.map(problemText).join('\n'));
    this.name = 'InvalidSpecError';
    this.problems = problems;
  }
}

/** `file:line:column: message`, the form that editors and terminals make clickable. */
export function problemText({ place: { file, line, column }, message }: Problem): string {
  return line === undefined ? `${file}: ${message}` : `${file}:${line}:${column}: ${message}`;
}

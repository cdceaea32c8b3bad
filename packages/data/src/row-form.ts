import { SelvedgeError } from './errors.js';
import { frozenList } from './frozen.js';
import { isShape, numbersIn } from './shape.js';

/** What a row is, beside its numbers. */
export interface RowForm {
  /** Of one row, row-major: `[height, width, channels]` for images. Absent: plain columns. */
  readonly shape?: readonly number[];
  /** Names of the columns in their order, where they have them. */
  readonly names?: readonly string[];
}

/** The form of the rows that a model or a transform was fitted on. */
export interface FittedForm extends RowForm {
  /** Numbers per row. */
  readonly columns: number;
}

/** The form of rows alone, without their numbers. Its lists are frozen: later changes of the caller's do not reach it. */
export const formOf = ({ columns, shape, names }: FittedForm): FittedForm => ({
  columns,
  ...(shape && { shape: frozenList(shape) }),
  ...(names && { names: frozenList(names) }),
});

/**
 * Checks that a form describes rows of so many columns.
 *
 * @param what - named first in the error's text
 * @throws SelvedgeError `shape-mismatch` unless the product of the shape, and the number of names, are the columns;
 *   `invalid-argument` for a name that occurs twice
 */
export function checkForm(columns: number, { shape, names }: RowForm, what = 'matrix'): void {
  if (shape && numbersIn(shape) !== columns) {
    throw mismatch(what, `shape [${shape.join(', ')}] does not describe rows of ${columns} numbers`);
  }
  if (names && names.length !== columns) throw mismatch(what, `got ${names.length} names for ${columns} columns`);
  if (!names || new Set(names).size === names.length) return;
  const twice = names.find((name, at) => names.indexOf(name) < at);
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: the name '${twice}' occurs twice; names of columns must differ.`,
  );
}

/**
 * The form in the config of a model or transform that was saved; those of before have none.
 *
 * @param what - named first in the error's text
 * @param columns - that its rows have
 * @throws SelvedgeError `corrupt-file`
 */
export function formOfSaved(
  what: string,
  columns: unknown,
  { shape, names }: { readonly shape?: unknown; readonly names?: unknown },
): RowForm {
  const hasShape = shape === undefined || (isShape(shape) && numbersIn(shape) === columns);
  const hasNames =
    names === undefined ||
    (Array.isArray(names) && names.length === columns && names.every((name) => typeof name === 'string'));
  if (!hasShape || !hasNames) {
    throw new SelvedgeError(
      'corrupt-file',
      `${what}: its shape or names of columns are damaged. Use an undamaged copy, or fit and save it again.`,
    );
  }
  return {
    ...(shape !== undefined && { shape: frozenList(shape as number[]) }),
    ...(names !== undefined && { names: frozenList(names) }),
  };
}

const mismatch = (what: string, why: string): SelvedgeError => new SelvedgeError('shape-mismatch', `${what}: ${why}.`);

import { type Dataset, type Matrix, matrix, type Numbers, SelvedgeError } from '@selvedge/data';

/**
 * Rows of another file with the columns and classes of the training rows: named columns are put in their order, and
 * labels are found by the names of their classes. A file may lack classes.
 *
 * @throws SelvedgeError `shape-mismatch` for other columns, or a class that no training row has
 */
export function likeTraining(rows: Dataset, train: Dataset, what: string): Dataset {
  return withClasses(withColumns(rows, train.columns, what), train.classes, what);
}

/**
 * Rows with their named columns in a wanted order; as they are where either has no names.
 *
 * @throws SelvedgeError `shape-mismatch` for other names
 */
export function withColumns<T extends NamedRows>(rows: T, columns: readonly string[] | undefined, what: string): T {
  const own = rows.columns;
  if (!columns || !own || own.join('\n') === columns.join('\n')) return rows;
  const positions = columns.map((name) => own.indexOf(name));
  const lacking = columns.filter((_, at) => positions[at] < 0);
  const more = own.filter((name) => !columns.includes(name));
  if (lacking.length > 0 || more.length > 0) {
    const parts = [lacking.length > 0 && `lacks ${named(lacking)}`, more.length > 0 && `has ${named(more)} besides`];
    throw new SelvedgeError(
      'shape-mismatch',
      `${what}: ${parts.filter(Boolean).join(' and ')}; need the columns of the training rows: ${named(columns)}.`,
    );
  }
  return { ...rows, columns, features: picked(rows, positions) };
}

interface NamedRows {
  readonly features: Matrix;
  readonly columns?: readonly string[];
}

function picked({ features: { values, rows, columns } }: NamedRows, positions: readonly number[]): Matrix {
  const sorted = new (values.constructor as new (length: number) => Numbers)(values.length);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let at = 0; at < columns; at++) sorted[start + at] = values[start + positions[at]];
  }
  return matrix(sorted, rows, columns);
}

function withClasses(rows: Dataset, classes: readonly string[], what: string): Dataset {
  if (rows.classes.join('\n') === classes.join('\n')) return rows;
  const numbers = new Map(classes.map((name, at) => [name, at]));
  const present = new Set(rows.labels);
  const unknown = rows.classes.filter((name, at) => !numbers.has(name) && present.has(at));
  if (unknown.length > 0) {
    throw new SelvedgeError(
      'shape-mismatch',
      `${what}: ${named(unknown)} ${unknown.length === 1 ? 'is a class' : 'are classes'} of no training row; those are ${named(classes)}.`,
    );
  }
  const labels = rows.labels.map((label) => numbers.get(rows.classes[label]) as number);
  return { ...rows, classes, labels };
}

const named = (names: readonly string[]): string =>
  names.slice(0, 12).join(', ') + (names.length > 12 ? `, ... (${names.length})` : '');

import { type Dataset, type Matrix, SelvedgeError } from '@selvedge/data';
import { inFormOf, withForm } from '@selvedge/data/checks';
import { listed } from '@selvedge/data/text';

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
  const own = rows.columns ?? rows.features.names;
  if (!columns || !own) return rows;
  const named = withForm(rows.features, { names: own });
  const features = inFormOf(what, named, { columns: columns.length, names: columns });
  return features === named ? rows : { ...rows, columns, features };
}

interface NamedRows {
  readonly features: Matrix;
  readonly columns?: readonly string[];
}

function withClasses(rows: Dataset, classes: readonly string[], what: string): Dataset {
  if (rows.classes.join('\n') === classes.join('\n')) return rows;
  const numbers = new Map(classes.map((name, at) => [name, at]));
  const present = new Set(rows.labels);
  const unknown = rows.classes.filter((name, at) => !numbers.has(name) && present.has(at));
  if (unknown.length > 0) {
    throw new SelvedgeError(
      'shape-mismatch',
      `${what}: ${listed(unknown)} ${unknown.length === 1 ? 'is a class' : 'are classes'} of no training row; those are ${listed(classes)}.`,
    );
  }
  const labels = rows.labels.map((label) => numbers.get(rows.classes[label]) as number);
  return { ...rows, classes, labels };
}

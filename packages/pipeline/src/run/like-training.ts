import { type Dataset, type Matrix, SelvedgeError } from '@selvedge/data';
import { classOfLabel, inFormOf, lookalike, withForm } from '@selvedge/data/checks';
import { listed } from '@selvedge/data/text';

/**
 * Rows of another file with the columns and classes of the training rows: named columns are put in their order, and
 * labels are found by the names of their classes. A file may lack classes.
 *
 * @throws SelvedgeError `shape-mismatch` for other columns, or a class that no training row has
 */
export function likeTraining(rows: Dataset, train: Dataset, what: string): Dataset {
  checkNames(rows.columns, train.columns, what);
  return withClasses(withColumns(rows, train.columns, what), train.classes, what);
}

/** Says it of two files, where `withColumns` says it of a model. */
function checkNames(own: readonly string[] | undefined, columns: readonly string[] | undefined, what: string): void {
  if (!own || !columns) return;
  const lacking = columns.filter((name) => !own.includes(name));
  const more = own.filter((name) => !columns.includes(name));
  if (lacking.length === 0 && more.length === 0) return;
  const parts = [lacking.length > 0 && `lack ${listed(lacking)}`, more.length > 0 && `also have ${listed(more)}`];
  const line =
    lacking.length === 0
      ? ` Write 'features: [${listed(columns)}]' under 'data' to take these alone.`
      : lookalike(more, lacking) ||
        " Rename them in the file, or choose with 'features' under 'data' what both files have.";
  throw new SelvedgeError(
    'shape-mismatch',
    `${what}: the rows ${parts.filter(Boolean).join(' and ')}; need the columns of the training rows: ${listed(columns)}.${line}`,
  );
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
  if (rows.classes.length === classes.length && rows.classes.every((name, at) => name === classes[at])) return rows;
  const find = classOfLabel(classes);
  const present = new Set(rows.labels);
  const unknown = rows.classes.filter((name, at) => find(name) === undefined && present.has(at));
  if (unknown.length > 0) {
    throw new SelvedgeError(
      'shape-mismatch',
      `${what}: ${listed(unknown)} ${unknown.length === 1 ? 'is a class' : 'are classes'} of no training row; those are ${listed(classes)}.${lookalike(unknown, classes)}`,
    );
  }
  const numbers = rows.classes.map(find);
  const labels = rows.labels.map((label) => numbers[label] as number);
  return { ...rows, classes, labels };
}

import { didYouMean, SelvedgeError } from '@selvedge/data';
import { PICTURE } from '../pictures/picture-names.js';
import { conventionalLabel, unnamedLabel } from '../rows/label-column.js';
import { withoutAbsent } from './absent-values.js';
import { checkIndex } from './nameless-index.js';
import type { Categories } from './one-hot-columns.js';
import {
  badTable,
  type Column,
  type NumberColumn,
  type TableReadOptions,
  type TextColumn,
  unsupportedTable,
} from './table.js';

/** Which columns are which. */
export interface ColumnRoles {
  readonly label: Column | undefined;
  /** Those of texts are for `oneHotColumns`. */
  readonly features: readonly (NumberColumn | TextColumn)[];
  readonly id: Column | undefined;
  readonly weights: NumberColumn | undefined;
}

/** What pandas calls a column that is its index and not data. */
const PANDAS_INDEX = /^__index_level_\d+__$/;

/**
 * Finds the label, the features, the names of the rows and their weights among the columns of a file.
 *
 * @param index - columns that the writer's metadata call its index
 * @param isLabelled - false: the label's column may be absent, and one that is named so is still no feature
 * @param known - categories of the model's columns, where there is a model: texts of any other column are none
 * @throws SelvedgeError `invalid-argument` for a column that is not there or named twice; `corrupt-file` where the label is not
 * known, or a feature is not numbers
 */
export function columnRoles(
  path: string,
  columns: readonly Column[],
  given: TableReadOptions,
  index: readonly string[],
  isLabelled: boolean,
  known?: Categories,
): ColumnRoles {
  const options = withTrained(columns, given);
  const at = (name: string): Column => columnNamed(path, columns, name);
  const indexColumns = columns.filter(({ name }) => PANDAS_INDEX.test(name) || name === '' || index.includes(name));
  const label = labelColumn(path, columns, options, indexColumns, isLabelled);
  if (label && 'width' in label && label.width !== 1)
    throw unsupportedTable(path, `column '${label.name}' holds lists; a label is one value`);
  const id = options.id === undefined ? indexColumns[0] : at(options.id);
  const isNamed = [
    options.id,
    label?.name,
    options.weights,
    ...namesOf(options.drop),
    ...namesOf(options.features),
  ].includes('');
  for (const column of indexColumns) if (column.name === '' && !isNamed) checkIndex(path, column);
  if (options.id !== undefined && id && 'unread' in id)
    throw unsupportedTable(path, `column '${id.name}' ${id.unread}; an id is a text or a number`);
  const weights = options.weights === undefined ? undefined : at(options.weights);
  if (weights && !('numbers' in weights && weights.width === 1))
    throw unsupportedTable(path, `column '${weights.name}' holds no numbers; weights are numbers of at least 0`);
  const dropped = namesOf(options.drop).map(at);
  const chosen = namesOf(options.features).map(at);
  const taken = [label, weights, options.id === undefined ? undefined : id, ...dropped];
  const twice = chosen.find((column) => taken.includes(column));
  if (twice) throw bothWays(path, twice.name);
  const others = columns.filter((column) => !taken.includes(column) && !indexColumns.includes(column));
  const list = others.find((column) => 'numbers' in column && column.width !== 1);
  if (chosen.length === 0 && list && others.length > 1) throw besideList(path, list.name, others);
  const features = chosen.length > 0 ? chosen : others;
  if (features.length === 0) throw unsupportedTable(path, 'it has no column of numbers beside the label');
  return {
    label,
    features: features.map((column) => {
      const feature = featureOf(path, column, options, known);
      return Array.isArray(options.missing) ? withoutAbsent(feature, options.missing) : feature;
    }),
    id,
    weights,
  };
}

/** What the training rows had beside their features, as far as the file has it. */
function withTrained(columns: readonly Column[], { trained, ...options }: TableReadOptions): TableReadOptions {
  if (!trained) return options;
  const has = (name: string): boolean => columns.some((column) => column.name === name);
  const { label, id, weights, drop, features = columns.length - 1 } = trained;
  const dropped = namesOf(drop).filter(has);
  const hasLabel = typeof label === 'number' || label === 'last' ? columns.length - dropped.length > features : true;
  return {
    ...(id !== undefined && has(id) && { id }),
    ...(weights !== undefined && has(weights) && { weights }),
    ...(dropped.length > 0 && { drop: dropped }),
    ...(label !== undefined && hasLabel && { label }),
    ...options,
  };
}

const namesOf = (given: string | readonly string[] | undefined): readonly string[] =>
  given === undefined ? [] : typeof given === 'string' ? [given] : given;

/** The column of labels: as named, else by custom. Undefined where labels need not be there and are not. */
export function labelColumn(
  path: string,
  columns: readonly Column[],
  { label, features, drop, id, weights }: TableReadOptions,
  index: readonly Column[],
  isLabelled: boolean,
): Column | undefined {
  if (label !== undefined) {
    const found = positioned(columns, label) ?? columns.find(({ name }) => name === String(label));
    return found ?? (isLabelled ? columnNamed(path, columns, String(label)) : undefined);
  }
  const others = [...namesOf(features), ...namesOf(drop), id, weights];
  const single = columns.filter(
    (column) => !('width' in column && column.width !== 1) && !index.includes(column) && !others.includes(column.name),
  );
  const named = conventionalLabel(single.map(({ name }) => name));
  if (named >= 0) return single[named];
  if (!isLabelled) return undefined;
  if (single.length === 0) throw unsupportedTable(path, 'it has no column for the label');
  throw unnamedLabel(
    path,
    columns.map(({ name }) => name),
  );
}

/** By position where no column has that name. */
function positioned(columns: readonly Column[], label: string | number): Column | undefined {
  if (columns.some(({ name }) => name === String(label))) return undefined;
  if (label === 'last') return columns.at(-1);
  return typeof label === 'number' ? columns.at(label) : undefined;
}

/** @throws SelvedgeError `invalid-argument` */
export function columnNamed(path: string, columns: readonly Column[], name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  const names = columns.map((column) => column.name);
  const near = didYouMean(name, names);
  throw new SelvedgeError(
    'invalid-argument',
    `${path}: no column named '${name}'${near ? `; did you mean '${near}'?` : `; columns are ${names.slice(0, 12).join(', ')}.`}`,
  );
}

function featureOf(
  path: string,
  column: Column,
  { missing = 'error', categories }: TableReadOptions,
  known: Categories | undefined,
): NumberColumn | TextColumn {
  const { name } = column;
  const hint = `Leave it out with drop: ${JSON.stringify(name)}, or name the features that you want`;
  if ('unread' in column)
    throw unsupportedTable(path, `column '${name}' ${column.unread}; features are numbers. ${hint}`);
  const mayBeTexts = known === undefined ? categories === 'one-hot' : known.has(name);
  if ('texts' in column && mayBeTexts && !column.areDates && !column.areNumerals) return column;
  if ('texts' in column && PICTURE.test(column.texts[0] ?? ''))
    throw unsupportedTable(
      path,
      `column '${name}' holds paths of pictures. Read them with imageColumn: ${JSON.stringify(name)}, or leave it out with drop: ${JSON.stringify(name)}`,
    );
  if ('texts' in column)
    throw (column.isMixed ? badTable : unsupportedTable)(
      path,
      column.why ??
        `column '${name}' holds texts; features are numbers. ${hint}, name it as the label, or write categories: 'one-hot'`,
    );
  if (missing === 'error' && (column.missing ?? 0) > 0) {
    throw unsupportedTable(
      path,
      `column '${name}' has ${column.missing} nulls; fill or drop these rows, or pass missing: 'nan' to read them as NaN`,
    );
  }
  return column;
}

/** To take either alone would leave the others out without a word, and lists have no names by which another file's are found. */
function besideList(path: string, list: string, others: readonly Column[]): SelvedgeError {
  const names = others.map(({ name }) => name);
  const shown = names.filter((name) => name !== list).slice(0, 12);
  return unsupportedTable(
    path,
    `column '${list}' holds a list of numbers per row, and there are others: ${shown.join(', ')}${names.length > 13 ? ', ...' : ''}. ` +
      `Name the features in their order: 'features: [${list}]' under 'data' in a pipeline file, --features ${list} on the ` +
      `command line, { features: ['${list}'] } in code; with others or without`,
  );
}

const bothWays = (path: string, name: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${path}: column '${name}' is named in features, and as label, id, weights or in drop too; name it once.`,
  );

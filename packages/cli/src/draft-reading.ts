import { SelvedgeError } from '@selvedge/data';
import type { ColumnDescription, ReadOptions } from '@selvedge/ingest/types';

/** How a table that was looked at is to be read. */
export interface DraftReading {
  readonly label?: string;
  readonly id?: string;
  /** Columns that are left out: those asked for, and those that are not features. */
  readonly dropped: readonly ColumnDescription[];
  readonly hasCategories: boolean;
  readonly hasMissing: boolean;
  /** The column of paths, where the table lists pictures. */
  readonly imageColumn?: string;
}

const LABELS = ['label', 'class', 'target', 'y'];

/** Kinds that are not features, and what their values are. */
export const NO_FEATURES: Readonly<Record<string, string>> = {
  text: 'texts',
  date: 'dates',
  other: 'values that are not read',
};

/**
 * @throws SelvedgeError `corrupt-file` where the label is not known, with the columns and the line to write; `unsupported` for
 * decimal commas that nothing says
 */
export function draftReading(train: string, columns: readonly ColumnDescription[], reading: ReadOptions): DraftReading {
  const label = labelOf(train, columns, reading);
  const chosen = reading.features === undefined ? undefined : [reading.features].flat();
  const others = columns.filter(
    ({ name }) =>
      name !== label && name !== '' && (chosen === undefined || name === reading.id || chosen.includes(name)),
  );
  const id = reading.id ?? idOf(others);
  const asked = [reading.drop ?? []].flat();
  const commas = others.find((column) => column.name !== id && !asked.includes(column.name) && hasCommas(column));
  if (commas && reading.decimal === undefined) throw decimalCommas(train, commas);
  const imageColumn = reading.imageColumn ?? columns.find(holdsPaths)?.name;
  return {
    ...(label !== undefined && { label }),
    ...(id !== undefined && { id }),
    dropped: others.filter(({ kind, name }) => name !== id && (kind in NO_FEATURES || asked.includes(name))),
    hasCategories: others.some(({ kind }) => kind === 'category'),
    hasMissing: others.some(({ missing, kind }) => missing > 0 && (kind === 'number' || kind === 'category')),
    ...(imageColumn !== undefined && { imageColumn }),
  };
}

/** The options that read the table so, in the words of manifests. */
export function drafted(
  { label, id, dropped, hasCategories, hasMissing, imageColumn }: DraftReading,
  { features, delimiter, decimal, header, missing, imageFolder }: ReadOptions,
): ReadOptions {
  const isListed = imageColumn !== undefined;
  return {
    // Without a header columns are positions.
    ...(label !== undefined && { label: header === false ? Number(label) : label }),
    ...(isListed && { imageColumn, ...(imageFolder !== undefined && { imageFolder }) }),
    ...(!isListed && id !== undefined && { id }),
    ...(!isListed && features !== undefined && { features }),
    ...(!isListed && dropped.length > 0 && { drop: dropped.map(({ name }) => name) }),
    ...(!isListed && hasCategories && { categories: 'one-hot' }),
    ...(delimiter !== undefined && { delimiter }),
    ...(decimal !== undefined && { decimal }),
    ...(header !== undefined && { header }),
    ...(!isListed && hasMissing && { missing: Array.isArray(missing) ? missing : 'nan' }),
  };
}

/** Numbers that are read with another decimal mark, and would be left out as texts; `1,234` may be a thousand. */
const hasCommas = ({ kind, values = [] }: ColumnDescription): boolean =>
  (kind === 'text' || kind === 'category') &&
  values.length > 0 &&
  values.every((value) => /^[+-]?\d+,\d+$/.test(value)) &&
  !values.every((value) => /^[+-]?\d{1,3},\d{3}$/.test(value));

const decimalCommas = (train: string, { name, values = [] }: ColumnDescription): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${train}: column '${name}' holds numbers with decimal commas (${values.slice(0, 3).join(' and ')}). ` +
      `Write --decimal ',', or leave the column out with --drop ${JSON.stringify(name)}.`,
  );

const holdsPaths = ({ kind, values }: ColumnDescription): boolean =>
  (kind === 'text' || kind === 'category') && PICTURE.test(values?.[0] ?? '');

const PICTURE = /\.(png|jpe?g|jfif|webp|gif|tiff?|avif)$/i;

function labelOf(train: string, columns: readonly ColumnDescription[], { label }: ReadOptions): string | undefined {
  const known = columns.map(({ name }) => name);
  if (label === 'last' && !known.includes('last')) return known.at(-1);
  if (typeof label === 'number' && !known.includes(String(label))) return known.at(label);
  if (label !== undefined && known.includes(String(label))) return String(label);
  const named = LABELS.map((each) => known.find((name) => name.trim().toLowerCase() === each)).find(
    (name) => name !== undefined,
  );
  if (label === undefined && named !== undefined) return named;
  const shown = known.slice(0, 12).join(', ') + (known.length > 12 ? `, ... (${known.length} columns)` : '');
  throw new SelvedgeError(
    'corrupt-file',
    `${train}: ${label === undefined ? `no column is named ${LABELS.join(', ')}, so the label is not known` : `no column is named ${label}`}; ` +
      `columns are ${shown}. Name it: --label ${known.at(-1)}.`,
  );
}

/** A column named id whose values are all different. */
function idOf(columns: readonly ColumnDescription[]): string | undefined {
  const named = columns.find(({ name }) => /^(?:id|.*_id|uuid|rownames)$/i.test(name));
  const isDistinct = named && (named.distinct === undefined || named.distinct === named.rows);
  return isDistinct ? named.name : undefined;
}

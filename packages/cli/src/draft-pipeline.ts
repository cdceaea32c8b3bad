import { SelvedgeError } from '@selvedge/data';
import type { ColumnDescription, PicturesDescription, ReadOptions } from '@selvedge/ingest/types';
import { imageLines, pictureModels } from './draft-pictures.js';

/** What a pipeline file is drafted from. */
export interface DraftInput {
  readonly name: string;
  /** Paths as the pipeline file writes them. */
  readonly train: string;
  readonly validation?: string;
  readonly test?: string;
  /** Undefined for pictures and arrays. */
  readonly columns?: readonly ColumnDescription[];
  /** What a folder of pictures holds. */
  readonly pictures?: PicturesDescription;
  readonly reading: ReadOptions;
}

const LABELS = ['label', 'class', 'target', 'y'];
const NO_FEATURES: Readonly<Record<string, string>> = {
  text: 'texts',
  date: 'dates',
  other: 'values that are not read',
};
const MANY_COLUMNS = 200;

const TABLE_MODELS: readonly string[] = [
  'models:',
  '  - name: baseline # what a model has to beat',
  '    model: { kind: dummy }',
  '  - name: logistic-regression',
  '    model: { kind: logistic-regression }',
  '  - name: boosting',
  '    model: { kind: hist-gradient-boosting }',
];

/**
 * A pipeline file with comments for data that was looked at.
 *
 * @throws SelvedgeError `corrupt-file` where the label is not known, with the columns and the line to write
 */
export function draftPipeline({ name, train, validation, test, columns, pictures, reading }: DraftInput): string {
  const label = columns && labelOf(train, columns, reading);
  const others = (columns ?? []).filter((column) => column.name !== label && column.name !== '');
  const id = reading.id ?? idOf(others);
  const asked = [reading.drop ?? []].flat();
  const dropped = others.filter(
    ({ kind, name: column }) => column !== id && (kind in NO_FEATURES || asked.includes(column)),
  );
  const hasMissing = others.some(({ missing, kind }) => missing > 0 && kind === 'number');
  const isTable = columns !== undefined && columns.length <= MANY_COLUMNS;
  const listed = columns && (reading.imageColumn ?? columns.find(holdsPaths)?.name);
  const count = pictures?.pictures ?? (listed === undefined ? undefined : columns?.[0].rows);
  const tableLines = [
    ...(id === undefined ? [] : [`  id: ${quoted(id)} # different in every row: it names them`]),
    ...(dropped.length === 0 ? [] : ['  drop:', ...dropped.map(droppedLine)]),
    ...(others.some(({ kind }) => kind === 'category') ? ['  categories: one-hot # a column of 0 and 1 for each'] : []),
    ...(reading.delimiter === undefined ? [] : [`  delimiter: ${quoted(reading.delimiter)}`]),
    ...(reading.decimal === undefined ? [] : [`  decimal: ${quoted(reading.decimal)}`]),
    ...(reading.header === undefined ? [] : [`  header: ${reading.header}`]),
    ...(hasMissing
      ? [`  missing: ${Array.isArray(reading.missing) ? JSON.stringify(reading.missing) : 'nan'} # filled in below`]
      : []),
  ];
  const lines = [
    '# yaml-language-server: $schema=https://raw.githubusercontent.com/selvedge-ml/selvedge/main/packages/pipeline/schema/pipeline.schema.json',
    '#',
    `# Drafted by 'selvedge init' from ${train}. Change what you know better.`,
    'version: 1',
    `name: ${name}`,
    'seed: 0',
    '',
    'data:',
    `  train: ${quoted(train)}`,
    ...(validation === undefined ? [] : [`  validation: ${quoted(validation)} # models are chosen on it`]),
    ...(test === undefined ? [] : [`  test: ${quoted(test)} # scored once, at the end`]),
    ...(label === undefined ? [] : [`  label: ${quoted(label)}`]),
    ...(pictures ? imageLines(pictures, reading) : []),
    ...(listed === undefined ? tableLines : listedLines(listed, reading)),
    '',
    ...splitLines(validation !== undefined, test !== undefined),
    'preprocess: # fitted on training rows alone',
    ...(hasMissing && count === undefined ? ['  - { kind: impute, strategy: median }'] : []),
    isTable && count === undefined ? '  - { kind: standardize }' : '  - { kind: scale } # / 255',
    '',
    ...(count === undefined ? TABLE_MODELS : pictureModels(count, test !== undefined)),
    '',
    'evaluate:',
    '  metrics: [accuracy, macro-f1]',
    '',
  ];
  return lines.join('\n');
}

function splitLines(hasValidation: boolean, hasTest: boolean): readonly string[] {
  if (hasValidation && hasTest) return [];
  if (hasTest)
    return [
      '# Models are chosen on validation rows.',
      'split: { kind: fraction, validation: 0.2, stratify: true }',
      '',
    ];
  const drawn = hasValidation ? 'test: 0.2' : 'validation: 0.2, test: 0.2';
  return [
    '# Models are chosen on validation rows; the test rows are scored once, at the end.',
    `split: { kind: fraction, ${drawn}, stratify: true }`,
    '',
  ];
}

const holdsPaths = ({ kind, values }: ColumnDescription): boolean =>
  (kind === 'text' || kind === 'category') && PICTURE.test(values?.[0] ?? '');

const PICTURE = /\.(png|jpe?g|jfif|webp|gif|tiff?|avif)$/i;

function listedLines(column: string, { imageFolder, image = {} }: ReadOptions): readonly string[] {
  const { size = 96, fit, channels = 'rgb' } = image;
  return [
    `  imageColumn: ${quoted(column)} # paths of pictures`,
    imageFolder === undefined
      ? '  # imageFolder: photos # where they begin, if not beside the table; photos/{}.jpg for names without an ending'
      : `  imageFolder: ${quoted(imageFolder)}`,
    `  image: { size: ${JSON.stringify(size)}, ${fit ? `fit: ${fit}, ` : ''}channels: ${channels} }`,
  ];
}

const droppedLine = ({ name, kind }: ColumnDescription): string =>
  `    - ${quoted(name)}${kind in NO_FEATURES ? ` # ${NO_FEATURES[kind]}` : ''}`;

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

/** A text of YAML: plain where that is safe. */
const quoted = (text: string): string =>
  /^[A-Za-z_][\w ./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n|~)$/i.test(text) && !/\s$/.test(text)
    ? text
    : JSON.stringify(text);

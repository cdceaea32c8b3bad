import type { ColumnDescription, PicturesDescription, ReadOptions } from '@selvedge/ingest/types';
import { imageLines, pictureModels, scaleLine } from './draft-pictures.js';
import { type DraftReading, drafted, draftReading, NO_FEATURES } from './draft-reading.js';

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
  /** Where the manifest was written that says which files these are and how they are read; `name` is its name. */
  readonly manifest?: string;
}

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
export function draftPipeline(input: DraftInput): string {
  const { name, train, validation, test, columns, pictures, reading, manifest } = input;
  const table = columns && draftReading(train, columns, reading);
  const isTable = columns !== undefined && columns.length <= MANY_COLUMNS;
  const listed = table?.imageColumn;
  const count = pictures?.pictures ?? (listed === undefined ? undefined : columns?.[0].rows);
  const imputes = table?.hasMissing === true && count === undefined;
  const lines = [
    '# yaml-language-server: $schema=https://raw.githubusercontent.com/selvedge-ml/selvedge/main/packages/pipeline/schema/pipeline.schema.json',
    '#',
    `# Drafted by 'selvedge init' from ${train}. Change what you know better.`,
    'version: 1',
    `name: ${name}`,
    'seed: 0',
    '',
    'data:',
    ...(manifest === undefined ? fileLines(input, table) : namedLines(name, manifest, table)),
    ...(pictures ? imageLines(pictures, reading) : []),
    ...(reading.onBadImage ? [`  onBadImage: ${reading.onBadImage}`] : []),
    ...(listed === undefined ? [] : [listedLine(reading)]),
    '',
    ...splitLines(validation !== undefined, test !== undefined),
    'preprocess: # fitted on training rows alone',
    ...(imputes ? ['  - { kind: impute, strategy: median }'] : []),
    isTable && count === undefined ? '  - { kind: standardize }' : scaleLine(reading.image?.depth),
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

/** Which files, and how they are read. */
function fileLines(
  { train, validation, test, reading }: DraftInput,
  table: DraftReading | undefined,
): readonly string[] {
  const files = [
    `  train: ${quoted(train)}`,
    ...(validation === undefined ? [] : [`  validation: ${quoted(validation)} # models are chosen on it`]),
    ...(test === undefined ? [] : [`  test: ${quoted(test)} # scored once, at the end`]),
  ];
  if (table === undefined)
    return [...files, ...(reading.classes ? [`  classes: ${JSON.stringify(reading.classes)}`] : [])];
  const { drop, imageColumn, imageFolder, ...options } = drafted(table, reading);
  const line = (field: string, value: unknown, why = ''): readonly string[] =>
    value === undefined
      ? []
      : [`  ${field}: ${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}${why}`];
  return [
    ...files,
    ...line('label', options.label),
    ...line('features', options.features),
    ...line('classes', reading.classes),
    ...line('imageColumn', imageColumn, ' # paths of pictures'),
    ...(imageColumn !== undefined && imageFolder === undefined
      ? [
          '  # imageFolder: photos # where they begin, if not beside the table; photos/{}.jpg for names without an ending',
        ]
      : line('imageFolder', imageFolder)),
    ...line('id', options.id, ' # different in every row: it names them'),
    ...(drop === undefined ? [] : ['  drop:', ...table.dropped.map(droppedLine)]),
    ...line('categories', options.categories, ' # a column of 0 and 1 for each'),
    ...line('delimiter', options.delimiter),
    ...line('decimal', options.decimal),
    ...line('header', options.header),
    ...line('missing', options.missing, ' # filled in below'),
  ];
}

/** The name of the manifest, with what it says of the columns. */
function namedLines(name: string, manifest: string, table: DraftReading | undefined): readonly string[] {
  const { label, id, dropped = [], hasCategories, imageColumn } = table ?? {};
  return [
    `  name: ${name} # ${manifest}: the files, and how they are read. Options of files written here go before it.`,
    ...(label === undefined ? [] : [`  # label: ${quoted(label)}`]),
    ...(imageColumn === undefined ? [] : [`  # imageColumn: ${quoted(imageColumn)}, paths of pictures`]),
    ...(id === undefined || imageColumn !== undefined
      ? []
      : [`  # id: ${quoted(id)}, different in every row: it names them`]),
    ...(dropped.length === 0 || imageColumn !== undefined
      ? []
      : ['  # drop:', ...dropped.map((each) => `  #${droppedLine(each).slice(3)}`)]),
    ...(hasCategories && imageColumn === undefined ? ['  # categories: one-hot, a column of 0 and 1 for each'] : []),
  ];
}

function listedLine({ image = {} }: ReadOptions): string {
  const { size = 96, fit, channels = 'rgb', depth } = image;
  return `  image: { size: ${JSON.stringify(size)}, ${fit ? `fit: ${fit}, ` : ''}channels: ${channels}${depth ? `, depth: ${depth}` : ''} }`;
}

const droppedLine = ({ name, kind }: ColumnDescription): string =>
  `    - ${quoted(name)}${kind in NO_FEATURES ? ` # ${NO_FEATURES[kind]}` : ''}`;

/** A text of YAML: plain where that is safe. */
const quoted = (text: string): string =>
  /^[A-Za-z_][\w ./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n|~)$/i.test(text) && !/\s$/.test(text)
    ? text
    : JSON.stringify(text);

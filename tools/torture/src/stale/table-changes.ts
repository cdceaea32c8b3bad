import { type Change, edited, everything, matching, nothing } from './change.js';
import { FILES, PICTURES, pictureOf } from './stale-project.js';

const text = (file: string): string => FILES[file];
const pipeline = (from: string, to: string): Readonly<Record<string, string>> =>
  edited('table.pipeline.yaml', from, to);
const TABLES = ['wide.csv', 'wide-validation.csv', 'wide-test.csv'];
const all = (change: (content: string) => string): Readonly<Record<string, string>> =>
  Object.fromEntries(TABLES.map((file) => [file, change(text(file))]));
const jsonl = (content: string): string => {
  const [head, ...rows] = content
    .trimEnd()
    .split('\n')
    .map((line) => line.split(';'));
  const value = (field: string, name: string): string | number | null => {
    if (field === '') return null;
    return ['note', 'kind', 'row'].includes(name) ? field : Number(field.replace(',', '.'));
  };
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(head.map((name, at) => [name, value(row[at], name)])))}\n`)
    .join('');
};

/** Of a table with weights, an index, and options of reading. */
export const TABLE_CHANGES: readonly Change[] = (
  [
    { name: 'nothing of a table', runs: nothing },
    {
      name: 'a weight of a training row',
      files: edited('wide.csv', '5;a;1,5;no', '5;a;2,5;no'),
      runs: matching(/^(fit|predict|score)/),
    },
    {
      name: 'weights that are left out',
      files: pipeline('weights: mass, drop: [note]', 'drop: [note, mass]'),
      runs: matching(/^(fit|predict|score)/),
    },
    {
      name: 'a cost of a threshold',
      files: pipeline('falseNegativeCost: 3', 'falseNegativeCost: 9'),
      runs: matching(/^(audit\/cost$|(fit|predict|score)\/cost(\/|$))/),
    },
    {
      name: 'a column that is left out',
      files: pipeline('drop: [note]', 'drop: [note, width]'),
      runs: everything,
    },
    {
      name: 'a column without use',
      files: all((content) => content.replaceAll(';a;', ';b;')),
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'the order of what is left out',
      files: pipeline('id: row, weights: mass', 'weights: mass, id: row'),
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'the decimal sign of the same numbers',
      files: { ...all((content) => content.replaceAll(',', '.')), ...pipeline("decimal: ',', ", '') },
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'the delimiter of the same fields',
      files: { ...all((content) => content.replaceAll(';', '|')), ...pipeline("delimiter: ';'", "delimiter: '|'") },
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'the words of the same missing values',
      files: { ...all((content) => content.replaceAll(';;', ';NA;')), ...pipeline('missing: nan', "missing: ['NA']") },
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'the same rows as JSONL',
      files: {
        ...Object.fromEntries(TABLES.map((file) => [file.replace('.csv', '.jsonl'), jsonl(text(file))])),
        'table.pipeline.yaml': text('table.pipeline.yaml')
          .replace("delimiter: ';', decimal: ',', ", '')
          .replaceAll('.csv', '.jsonl'),
      },
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'a number of the validation file',
      files: edited('wide-validation.csv', /^(0;)\d+/m, '$17'),
      // The threshold is chosen on these rows.
      runs: matching(/^(audit\/copies|(predict|score)\/.*\/validation|(fit|predict|score)\/cost\/|fit\/cost$)/),
    },
    {
      name: 'a label of the validation file',
      files: edited('wide-validation.csv', /;no$/m, ';yes'),
      runs: matching(/^(score\/.*\/validation|(fit|predict|score)\/cost\/|fit\/cost$)/),
    },
  ] satisfies readonly Change[]
).map((change) => ({ ...change, base: 'table.pipeline.yaml' }));

/** Of pictures of a table of a manifest. */
export const PICTURE_CHANGES: readonly Change[] = (
  [
    { name: 'nothing of pictures', runs: nothing },
    { name: 'a picture', files: { [PICTURES[0]]: pictureOf(99, 0) }, runs: everything },
    {
      name: 'the size of pictures in the manifest',
      files: edited('datasets/photos.json', /"size":4/g, '"size":5'),
      runs: everything,
    },
    {
      name: 'how pictures fit in the manifest',
      files: edited('datasets/photos.json', /"size":4/g, '"size":[4,4]'),
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'the title of the manifest',
      files: edited('datasets/photos.json', 'Photographs', 'Pictures'),
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'what a damaged picture would do',
      files: edited('photos.pipeline.yaml', 'onBadImage: error', 'onBadImage: skip'),
      nx: 'again',
      runs: nothing,
    },
    {
      name: 'a damaged picture that is left out',
      files: {
        ...edited('photos.pipeline.yaml', 'onBadImage: error', 'onBadImage: skip'),
        [PICTURES[1]]: new Uint8Array([1, 2, 3]),
      },
      runs: everything,
    },
  ] satisfies readonly Change[]
).map((change) => ({ ...change, base: 'photos.pipeline.yaml' }));

import { didYouMean, SelvedgeError } from '@selvedge/data';
import { formats } from '../formats/formats.js';
import type { Manifest } from './manifest.js';

/** A path and what is wrong there. */
type Problem = (path: string, text: string) => void;
type Check = (value: unknown, path: string, problem: Problem) => void;

/**
 * Checks a manifest that a person wrote, and reports every problem at once.
 *
 * @param what - named first in the error's text; usually the file's name
 * @throws SelvedgeError `invalid-spec`
 */
export function parseManifest(text: string, what: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new SelvedgeError('invalid-spec', `${what}: not JSON: ${(cause as Error).message}.`, { cause });
  }
  const problems: string[] = [];
  manifest(value, 'manifest', (path, problem) => problems.push(`${path}: ${problem}`));
  if (problems.length > 0) throw new SelvedgeError('invalid-spec', `${what}: ${problems.join('; ')}.`);
  return value as Manifest;
}

const pattern =
  (regex: RegExp, meaning: string): Check =>
  (value, path, problem) => {
    if (typeof value !== 'string' || !regex.test(value)) problem(path, `got ${shown(value)}; need ${meaning}`);
  };

const text: Check = pattern(/\S/, 'a text');
const count: Check = (value, path, problem) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) problem(path, `got ${shown(value)}; need a whole number`);
};
const sha256: Check = pattern(/^[0-9a-f]{64}$/, 'a SHA-256 of 64 hexadecimal digits in lower case');
// A name that cannot leave its folder: it comes from a file that someone else may have written.
const fileName: Check = pattern(/^(?!\.)[^/\\:\0]{1,200}$/, 'a plain file name without / \\ : or a leading dot');
const datasetName: Check = pattern(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens');

const list =
  (item: Check, least: number): Check =>
  (value, path, problem) => {
    if (!Array.isArray(value) || value.length < least) problem(path, `got ${shown(value)}; need a list`);
    else for (const [at, entry] of value.entries()) item(entry, `${path}[${at}]`, problem);
  };

const distinct =
  (check: Check): Check =>
  (value, path, problem) => {
    check(value, path, problem);
    const twice = Array.isArray(value) ? value.find((each, at) => value.indexOf(each) < at) : undefined;
    if (twice !== undefined) problem(path, `${shown(twice)} is there twice; names must differ`);
  };

const record =
  (fields: Readonly<Record<string, Check>>, required: readonly string[]): Check =>
  (value, path, problem) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      problem(path, `got ${shown(value)}; need an object`);
      return;
    }
    for (const key of required) if (!Object.hasOwn(value, key)) problem(path, `has no '${key}'`);
    for (const [key, entry] of Object.entries(value)) {
      if (Object.hasOwn(fields, key)) fields[key](entry, `${path}.${key}`, problem);
      else problem(path, unknownKey(key, Object.keys(fields)));
    }
  };

const file = record(
  {
    file: fileName,
    urls: list(pattern(/^https?:\/\/\S+$/, 'an http or https address'), 0),
    bytes: count,
    sha256,
    uncompressed: record({ bytes: count, sha256 }, ['bytes', 'sha256']),
  },
  ['file'],
);

const idxSplit = record({ format: text, rows: count, images: file, labels: file }, ['images', 'labels']);

const anything: Check = () => undefined; // checked by the reader, which knows the columns

const textOrList: Check = (value, path, problem) => (Array.isArray(value) ? list(text, 1) : text)(value, path, problem);

const side: Check = (value, path, problem) => {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > 16_384)
    problem(path, `got ${shown(value)}; need a whole number from 1 to 16384`);
};

/** As `image` of a pipeline. */
const imageOptions = record(
  {
    size: (value, path, problem) => {
      if (!Array.isArray(value)) side(value, path, problem);
      else if (value.length === 2) list(side, 2)(value, path, problem);
      else problem(path, `got ${shown(value)}; need [height, width]`);
    },
    fit: pattern(/^(cover|contain|stretch)$/, 'cover, contain or stretch'),
    channels: pattern(/^(grey|rgb)$/, 'grey or rgb'),
    interpolation: pattern(/^(nearest|linear|cubic|lanczos3)$/, 'nearest, linear, cubic or lanczos3'),
    background: (value, path, problem) => {
      const isColour = Array.isArray(value) && value.length === 3 && value.every((one) => one >= 0 && one <= 255);
      if (isColour) list(count, 3)(value, path, problem);
      else problem(path, `got ${shown(value)}; need [red, green, blue], three whole numbers from 0 to 255`);
    },
    depth: (value, path, problem) => {
      if (value !== 8 && value !== 16) problem(path, `got ${shown(value)}; need 8 or 16`);
    },
  },
  [],
);

const fileSplit = record(
  {
    format: text,
    rows: count,
    data: file,
    options: record(
      {
        label: anything,
        labels: text,
        features: textOrList,
        drop: textOrList,
        id: text,
        weights: text,
        delimiter: text,
        decimal: pattern(/^[.,]$/, "'.' or ','"),
        header: anything,
        missing: (value, path, problem) =>
          Array.isArray(value)
            ? list(pattern(/^/, 'a text'), 1)(value, path, problem)
            : pattern(/^(error|nan)$/, "'error', 'nan' or a list of texts")(value, path, problem),
        categories: pattern(/^(error|one-hot)$/, "'error' or 'one-hot'"),
        type: pattern(/^(uint8|float32|float64)$/, 'uint8, float32 or float64'),
        image: imageOptions,
        onBadImage: pattern(/^(error|skip)$/, 'error or skip'),
        imageColumn: text,
        imageFolder: text,
      },
      [],
    ),
  },
  ['data'],
);

/** Those whose labels are not a file of their own. */
const FILE_FORMATS: readonly string[] = formats.definitions.flatMap(({ labels, name }) =>
  labels === 'inside' ? [name] : [],
);

const split: Check = (value, path, problem) => {
  const format = (value as { format?: unknown } | null)?.format;
  if (format === 'idx') idxSplit(value, path, problem);
  else if (FILE_FORMATS.includes(format as string)) fileSplit(value, path, problem);
  else problem(`${path}.format`, `got ${shown(format)}; need one of idx, ${FILE_FORMATS.join(', ')}`);
};

const manifest = record(
  {
    $schema: text,
    name: datasetName,
    title: text,
    description: text,
    homepage: text,
    licence: text,
    licenceUrl: text,
    citation: text,
    folder: pattern(
      /^(?![/\\]|[A-Za-z][A-Za-z0-9+.-]*:)[^\0\\]{1,1000}$/,
      'a path from the folder of the manifest, with forward slashes',
    ),
    shape: list(count, 1),
    classes: distinct(list(text, 2)),
    splits: record({ train: split, validation: split, test: split }, ['train']),
  },
  ['name', 'splits'],
);

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? '').slice(0, 60);

function unknownKey(key: string, allowed: readonly string[]): string {
  const near = didYouMean(key, allowed);
  return `unknown key '${key}'${near ? `; did you mean '${near}'?` : `; known are ${allowed.join(', ')}`}`;
}

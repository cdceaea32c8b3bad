import { type Dataset, dataset, matrix } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import { fileSource } from '../bytes/file-source.js';
import { DEFAULT_MAX_BYTES } from '../bytes/gunzip.js';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { guessedShape } from '../rows/guessed-shape.js';
import { collectCsv, unlessPlain } from './collect-csv.js';
import type { CsvReadOptions } from './csv-options.js';
import { LabelNames } from './label-names.js';
import { readInTwoHalves } from './two-halves.js';

/**
 * Reads a CSV file, plain or gzip, into memory: a label and numbers a line, read straight from bytes. From the first line
 * that holds anything else on (line ends in quotes, doubled quotes, a mistake) csv-parse reads, with the same result.
 *
 * @throws SelvedgeError `corrupt-file` with line and column, `not-found`, `io`, `invalid-argument` for a label column
 * that is not there or a label that is none of `classes`, `shape-mismatch`, `unsupported` beyond `maxBytes`, `aborted`
 */
export async function readCsv(path: string, options: CsvReadOptions & CollectOptions = {}): Promise<Dataset> {
  const { maxBytes = DEFAULT_MAX_BYTES, signal } = options;
  throwIfAborted(signal, path);
  return unlessPlain(
    options,
    async () => {
      const both = options.type === undefined || options.type === 'uint8';
      const rows = both ? await readInTwoHalves(path, options, maxBytes) : undefined;
      return rows ? datasetOf(path, options, rows) : collectCsv(fileSource(path), options);
    },
    () => collectCsv(fileSource(path), options),
  );
}

/** Rows that two threads have read. */
function datasetOf(
  path: string,
  options: CsvReadOptions,
  { columns, names: columnNames, values, labels }: NonNullable<Awaited<ReturnType<typeof readInTwoHalves>>>,
): Dataset {
  const names = new LabelNames();
  const ids = labels.map((label) => names.ofNumber(label));
  const { classes, numbers } = names.classes(path, options.classes);
  return dataset({
    name: datasetName(path),
    features: matrix(values, labels.length, columns),
    labels: ids.map((id) => numbers[id]),
    classes,
    shape: guessedShape(path, columns, 'uint8', { given: options.shape, names: columnNames }),
    ...(columnNames && { columns: columnNames }),
    provenance: { source: path, steps: [] },
  });
}

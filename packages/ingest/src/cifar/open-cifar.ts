import { matrix, SelvedgeError } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import type { ByteSource } from '../bytes/byte-source.js';
import type { FormatDefinition, OpenOptions } from '../formats/definition.js';
import { datasetName } from '../rows/dataset-name.js';
import { batchRows, type RowsBatch, type RowsSource } from '../rows/rows.js';

const SIDE = 32;
const PIXELS = SIDE * SIDE;

/** Of a row: labels before the pixels, and the place of the one that is read. */
interface Kind {
  readonly labels: 1 | 2;
  readonly classes: number;
}

const KINDS: readonly Kind[] = [
  { labels: 1, classes: 10 }, // CIFAR-10
  { labels: 2, classes: 100 }, // CIFAR-100: coarse, then fine, which is read
];

/**
 * Opens binary files of CIFAR-10 or CIFAR-100: rows of one label or two, and 32 x 32 pixels of red, then of green, then of blue.
 *
 * @param sources - read one after the other
 * @throws SelvedgeError `corrupt-file` for files of another length, and labels beyond the classes
 * @see Krizhevsky, https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version"
 */
export async function openCifar(
  sources: readonly ByteSource[],
  { classes: given, signal }: OpenOptions = {},
): Promise<RowsSource> {
  const { path } = sources[0];
  const sizes = await Promise.all(sources.map(sizeOf));
  const kind = KINDS.find(({ labels }) => sizes.every((size) => size > 0 && size % (labels + 3 * PIXELS) === 0));
  if (!kind) throw badLength(path, sizes);
  const classes = given ?? Array.from({ length: kind.classes }, (_, at) => String(at));
  const rowBytes = kind.labels + 3 * PIXELS;
  return {
    info: {
      name: datasetName(path),
      shape: [SIDE, SIDE, 3],
      classes,
      type: 'uint8',
      rows: sizes.reduce((sum, size) => sum + size / rowBytes, 0),
      provenance: { source: path, steps: [] },
    },
    async *batches() {
      for (const source of sources) yield* rowsOfFile(source, kind, classes, signal);
    },
  };
}

async function* rowsOfFile(
  source: ByteSource,
  { labels: before }: Kind,
  classes: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<RowsBatch, void> {
  const opened = await source.open();
  const rowBytes = before + 3 * PIXELS;
  const step = batchRows(rowBytes);
  try {
    for (let start = 0; start < opened.size; start += step * rowBytes) {
      throwIfAborted(signal, source.path);
      const bytes = new Uint8Array(Math.min(step * rowBytes, opened.size - start));
      if ((await opened.read(bytes, start)) < bytes.length) throw badLength(source.path, [opened.size]);
      const rows = bytes.length / rowBytes;
      const values = new Uint8Array(rows * 3 * PIXELS);
      const labels = new Uint16Array(rows);
      for (let row = 0; row < rows; row++) {
        const from = row * rowBytes;
        labels[row] = bytes[from + before - 1];
        if (labels[row] >= classes.length) throw badLabel(source.path, labels[row], start / rowBytes + row, classes);
        for (let at = 0; at < 3 * PIXELS; at++)
          values[row * 3 * PIXELS + (at % PIXELS) * 3 + Math.floor(at / PIXELS)] = bytes[from + before + at];
      }
      yield { features: matrix(values, rows, 3 * PIXELS), labels };
    }
  } finally {
    await opened.close();
  }
}

async function sizeOf(source: ByteSource): Promise<number> {
  const opened = await source.open();
  await opened.close();
  return opened.size;
}

const badLength = (path: string, sizes: readonly number[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: ${sizes.join(', ')} bytes are not rows of CIFAR, which take ${1 + 3 * PIXELS} bytes (CIFAR-10) or ${2 + 3 * PIXELS} (CIFAR-100). Fetch it again.`,
  );

const badLabel = (path: string, label: number, row: number, classes: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: row ${row} has the label ${label}, and there are ${classes.length} classes. Fetch the file again, or name all classes.`,
  );

export const cifarFormat: FormatDefinition = {
  name: 'cifar',
  description: 'Binary files of CIFAR-10 or CIFAR-100: one, or the folder of all.',
  extensions: ['bin'],
  labels: 'inside',
  isWritten: false,
  open: (source, options) => openCifar([source], options),
};

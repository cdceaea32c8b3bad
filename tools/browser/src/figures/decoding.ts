import { decodeDataset, decodePng, type NamedBytes } from '@selvedge/ingest/decode';
import type { Figure, Figures, ReadFixture } from './figure.js';

/** Files that hold features and labels, by what holds the labels where that is another file. */
const FILES: Readonly<Record<string, string | undefined>> = {
  'bytes.csv': undefined,
  'bytes.csv.gz': undefined,
  'decimals.csv': undefined,
  'quotes.csv': undefined,
  'two-members.csv.gz': undefined,
  'x.arrow': undefined,
  'decimals.arrows': undefined,
  'x.parquet': undefined,
  'gzip.parquet': undefined,
  'x.npz': undefined,
  'x.npy': 'y.npy',
  'x-images-idx3-ubyte': 'x-labels-idx1-ubyte',
  'x-images-idx3-ubyte.gz': 'x-labels-idx1-ubyte.gz',
};

/** The numbers and labels in files of every format. */
export const DECODING_FIGURES: Figures = {
  ...Object.fromEntries(Object.entries(FILES).map(([name, labels]) => [name, decoded(name, labels)])),
  'broken.csv': refused('broken.csv'),
  'x.png': async (read) => decodePng(await read('x.png'), 'x.png').values,
};

function decoded(name: string, labelsName: string | undefined): Figure {
  return async (read) => {
    const options = labelsName === undefined ? {} : { labels: await named(read, labelsName) };
    const { features, labels } = await decodeDataset(await named(read, name), options);
    return [...features.values, ...labels];
  };
}

/** The message about a damaged file. */
function refused(name: string): Figure {
  return async (read) => {
    const error: unknown = await decodeDataset(await named(read, name)).catch((cause: unknown) => cause);
    return Uint16Array.from(String(error), (letter) => letter.charCodeAt(0));
  };
}

const named = async (read: ReadFixture, name: string): Promise<NamedBytes> => ({ name, bytes: await read(name) });

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Dataset, SelvedgeError } from '@selvedge/data';
import fc from 'fast-check';
import { filesOf } from '../src/catalogue/manifest.js';
import { parseManifest } from '../src/catalogue/parse-manifest.js';
import { readDataset, writeDataset } from '../src/formats/convert.js';
import { generateGarments } from '../src/garments/generate-garments.js';
import { decodeIdx } from '../src/idx/decode-idx.js';
import { encodeIdx } from '../src/idx/encode-idx.js';
import { decodePng, encodePng } from '../src/png/png-codec.js';
import { npyBytes, zipBytes } from './zip-fixture.js';

/** 500 with every test run; the Nx target `fuzz` asks for 10,000. No failure in n says: rate below 3/n (95 %). */
const RUNS = Number(process.env['SELVEDGE_FUZZ'] ?? 500);
/** Beyond this a reader hangs; honest files of this size take a hundredth. */
const LIMIT_MS = 5000;
const LIMIT_MEMORY = 768 * 1024 * 1024;

/** One change of a file: where (a share of its length), and what. */
const change = fc.record({
  kind: fc.constantFrom('flip', 'byte', 'truncate', 'extreme', 'insert', 'repeat', 'swap'),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  value: fc.nat(255),
  length: fc.integer({ min: 1, max: 64 }),
});
/** Most of a format's decisions are in its first and last bytes, so half of the changes are made there. */
const changes = fc.tuple(fc.array(change, { minLength: 1, maxLength: 6 }), fc.constantFrom('all', 'head', 'tail'));

const EXTREMES = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x01000000, 0x00010000];

function mutate(
  original: Uint8Array,
  [list, where]: [readonly { kind: string; at: number; value: number; length: number }[], string],
): Uint8Array {
  let bytes = Buffer.from(original);
  for (const { kind, at, value, length } of list) {
    const window = where === 'all' ? bytes.length : Math.min(bytes.length, 200);
    const place = Math.min(bytes.length - 1, Math.floor(at * window) + (where === 'tail' ? bytes.length - window : 0));
    if (bytes.length < 2) break;
    if (kind === 'flip') bytes[place] ^= 1 << (value & 7);
    else if (kind === 'byte') bytes[place] = value;
    else if (kind === 'truncate') bytes = bytes.subarray(0, place);
    else if (kind === 'extreme' && place + 4 <= bytes.length) {
      if (value & 1) bytes.writeUInt32LE(EXTREMES[value % EXTREMES.length], place);
      else bytes.writeUInt32BE(EXTREMES[value % EXTREMES.length], place);
    } else if (kind === 'insert')
      bytes = Buffer.concat([bytes.subarray(0, place), Buffer.alloc(length, value), bytes.subarray(place)]);
    else if (kind === 'repeat') bytes = Buffer.concat([bytes, bytes.subarray(place, place + length)]);
    else if (kind === 'swap') bytes.copyWithin(place, Math.floor(place / 2), Math.floor(place / 2) + length);
  }
  return bytes;
}

/** What may come of a damaged file: an error of ours, or rows that are in order. Anything else is a failure. */
async function outcome(read: () => Promise<unknown> | unknown): Promise<unknown> {
  const start = performance.now();
  const before = process.memoryUsage.rss();
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SelvedgeError)) throw error;
    expect(error.message).not.toMatch(/internal|undefined|\[object/);
    return undefined;
  } finally {
    expect(performance.now() - start).toBeLessThan(LIMIT_MS);
    expect(process.memoryUsage.rss() - before).toBeLessThan(LIMIT_MEMORY);
  }
}

function expectInOrder(dataset: Dataset): void {
  const { features, labels, classes, shape } = dataset;
  expect(features.values.length).toBe(features.rows * features.columns);
  expect(shape.reduce((product, size) => product * size, 1)).toBe(features.columns);
  expect(labels.length).toBe(features.rows);
  expect(labels.every((label) => label < classes.length)).toBe(true);
}

describe(`readers given ${RUNS} damaged files each`, () => {
  const source = generateGarments({ trainRows: 12, testRows: 10 }).train;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'selvedge-fuzz-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const images = encodeIdx({ values: source.features.values, shape: [12, 28, 28] });

  test('decodeIdx refuses, or returns exactly the bytes that are there', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = mutate(images, list);
        const array = (await outcome(() => decodeIdx(bytes))) as ReturnType<typeof decodeIdx> | undefined;
        if (array === undefined) return;
        expect(encodeIdx(array)).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  test('decodeIdx of gzip refuses, or returns the original (its checksum is checked)', async () => {
    const zipped = gzipSync(images);
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const array = (await outcome(() => decodeIdx(mutate(zipped, list)))) as
          | ReturnType<typeof decodeIdx>
          | undefined;
        if (array) expect(encodeIdx(array)).toEqual(images);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  test('decodePng refuses, or returns the original (its checksums are checked)', async () => {
    const picture = { shape: [28, 28, 1] as const, values: source.features.values.subarray(0, 784) };
    const png = encodePng(picture);
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const read = (await outcome(() => decodePng(mutate(png, list), 'x.png'))) as typeof picture | undefined;
        if (read) expect(Buffer.compare(read.values, picture.values)).toBe(0);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  test('parseManifest refuses, or returns a manifest whose files stay in their folder', async () => {
    const text = await readFile(new URL('../../../datasets/fashion-mnist.json', import.meta.url));
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const manifest = (await outcome(() => parseManifest(mutate(text, list).toString(), 'x.json'))) as
          | ReturnType<typeof parseManifest>
          | undefined;
        if (manifest) for (const { file } of filesOf(manifest.splits.train)) expect(file).not.toMatch(/[/\\]|^\./);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  describe.each(['csv', 'arrow', 'arrows', 'parquet', 'npz', 'csv.gz'])('readDataset of .%s', (extension) => {
    test('refuses, or returns rows that are in order', async () => {
      const path = join(folder, `whole.${extension}`);
      if (extension === 'npz') {
        const arrays = [npyBytes(source.features.values, [12, 28, 28]), npyBytes(Uint8Array.from(source.labels), [12])];
        await writeFile(path, zipBytes({ 'x.npy': arrays[0], 'y.npy': arrays[1] }));
      } else await writeDataset(source, path);
      const original = await readFile(path);
      const whole = await readDataset(path);
      expect(whole.labels).toEqual(source.labels);
      const damaged = join(folder, `damaged.${extension}`);
      await fc.assert(
        fc.asyncProperty(changes, async (list) => {
          await writeFile(damaged, mutate(original, list));
          const dataset = (await outcome(() => readDataset(damaged))) as Dataset | undefined;
          if (dataset) expectInOrder(dataset);
        }),
        { numRuns: RUNS },
      );
    }, 1_200_000);
  });
});

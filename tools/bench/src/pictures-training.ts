// Trains a small network on rows of a store that does not fit into memory and on the same rows in memory; prints rows a second of
// each, and the most memory that the process took with the store.
//   node tools/bench/dist/pictures-training.js store|memory FOLDER [rows of the store, 180000] [rows trained on, 4096]
import { existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRng, matrix, rowIndices } from '@selvedge/data';
import { StoredRows } from '@selvedge/data/checks';
import { NeuralClassifier } from '@selvedge/neural';

// Not public: what `readDataset` puts around the file of a store.
const { storedFile } = await import(
  new URL('../../../packages/ingest/dist/store/stored-file.js', import.meta.url).href
);

const [where, folder = '', all = '180000', trained = '4096'] = process.argv.slice(2);
const columns = 96 * 96 * 3;
const form = { columns, shape: [96, 96, 3] };
mkdirSync(folder, { recursive: true });
const file = join(folder, 'rows.bin');
const rows = Number(all);
if (!existsSync(file)) {
  const descriptor = openSync(file, 'wx');
  const rng = createRng('pictures');
  const block = new Uint8Array(columns * 100);
  for (let at = 0; at < block.length; at++) block[at] = rng.int(256);
  for (let row = 0; row < rows; row += 100) writeSync(descriptor, block);
}
const stored = new StoredRows<Uint8Array>({ store: storedFile(file, rows, columns), stored: columns }, form);
const some = createRng('some')
  .shuffle(Uint32Array.from({ length: rows }, (_, row) => row))
  .slice(0, Number(trained));
const picked = stored.select(rowIndices(some));
const features = where === 'memory' ? matrix(picked.values, picked.rows, columns, { shape: form.shape }) : picked;
const labels = Uint16Array.from({ length: picked.rows }, (_, row) => row % 10);
const classes = Array.from({ length: 10 }, (_, at) => String(at));
const network = {
  layers: [
    { kind: 'rescaling', scale: 1 / 255 },
    { kind: 'conv2d', filters: 16, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' },
    { kind: 'max-pooling2d', poolSize: 2 },
    { kind: 'conv2d', filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' },
    { kind: 'global-average-pooling2d' },
    { kind: 'dense', units: 10 },
  ],
} as const;
const train = { epochs: 3, batchSize: 64, evaluateTrain: 0 };
const begun = performance.now();
const fitted = await new NeuralClassifier({ network, train } as never).fit({ features, labels, classes });
const seconds = (performance.now() - begun) / 1000;
const { epochs } = fitted.history;
const steps = epochs.map(({ trainSeconds }) => Math.round(picked.rows / trainSeconds));
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(`${where}: ${steps.join(', ')} rows a second by epoch, ${seconds.toFixed(1)} s in all, ${peak} MB at most`);
await fitted.dispose();

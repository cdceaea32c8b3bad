import { type Dataset, dataset, type Matrix, matrix } from '@selvedge/data';
import { StoredRows } from '@selvedge/data/checks';
import { BUILT_IN } from '../registry/registry.js';
import type { ModelConfig } from '../spec/pipeline.js';
import { memoryNote } from './memory-needed.js';

const rows = 60_000;
const store = { rows, file: 'rows.bin', read: () => undefined };
const stored = new StoredRows({ store, stored: 27_648 }, { columns: 27_648, shape: [96, 96, 3] });
const trainOf = (features = stored as ConstructorParameters<typeof Object>[0]) =>
  dataset({
    name: 'x',
    features: features as typeof stored,
    labels: new Uint16Array((features as typeof stored).rows),
    classes: ['a', 'b'],
    shape: [96, 96, 3],
    provenance: { source: 'x', steps: [] },
  });
const entry = (kind: string, ...preprocess: string[]) => ({
  name: 'm',
  config: { model: { kind }, preprocess: preprocess.map((step) => ({ kind: step })) } as unknown as ModelConfig,
});

test('a model that needs all rows says how much memory they take, before it is fitted', () => {
  expect(memoryNote(BUILT_IN, entry('knn'), trainOf(), 8e9)).toBe(
    'm: knn needs all 60000 training rows in memory, at least 1.7 GB of 8.0 GB',
  );
  expect(() => memoryNote(BUILT_IN, entry('knn'), trainOf(), 1e9)).toThrow(/1.7 GB, and there are 1.0 GB. Train a/);
  expect(memoryNote(BUILT_IN, entry('neural', 'scale', 'standardize'), trainOf(), 9e9)).toMatch(
    /the step standardize needs all 60000 training rows in memory, at least 8.3 GB/,
  );
});

test('rows in memory are counted with what preparation makes of them, from a gigabyte on', () => {
  const rows = (bytes: number): Dataset => {
    const features = { values: { byteLength: bytes }, rows: bytes / 1000, columns: 1000 } as Matrix;
    return { ...trainOf(matrix(new Uint8Array(27_648), 1, 27_648)), features };
  };
  expect(memoryNote(BUILT_IN, entry('random-forest', 'standardize'), rows(3e8), 8e9)).toMatch(/at least 1.5 GB of 8.0/);
  expect(memoryNote(BUILT_IN, entry('random-forest'), rows(3e8), 8e9)).toBeUndefined();
  const table = { ...rows(3e9), shape: [1000] };
  expect(() => memoryNote(BUILT_IN, entry('knn'), table, 2e9)).toThrow(/3.0 GB, and there are 2.0 GB. Leave columns/);
});

test('a network and few rows in memory need nothing more', () => {
  expect(memoryNote(BUILT_IN, entry('neural', 'scale'), trainOf(), 1)).toBeUndefined();
  expect(memoryNote(BUILT_IN, entry('knn'), trainOf(matrix(new Uint8Array(27_648), 1, 27_648)), 1e6)).toBeUndefined();
});

import { createRng, type Dataset, dataset, matrix } from '@selvedge/data';

/** Pictures of 8 x 8 bytes in three classes, which differ in the columns that are bright. */
export function madeUpRows(seed: number, rows: number): Dataset {
  const rng = createRng(seed);
  const values = new Uint8Array(rows * 64);
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % 3);
  for (let at = 0; at < values.length; at++) {
    const bright = (at % 64) % 3 === labels[Math.floor(at / 64)];
    values[at] = rng.int(120) + (bright ? 90 : 0);
  }
  return dataset({
    name: 'made-up',
    features: matrix(values, rows, 64),
    labels,
    classes: ['a', 'b', 'c'],
    shape: [8, 8, 1],
    provenance: { source: 'seed', steps: [] },
  });
}

/** The same rows as numbers from 0 to 1. */
export function scaled(rows: Dataset): Dataset {
  const { features } = rows;
  const values = Float32Array.from(features.values, (value) => value / 255);
  return { ...rows, features: matrix(values, features.rows, features.columns) };
}

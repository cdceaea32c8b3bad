import { createRng, type Dataset, dataset, matrix } from '@selvedge/data';

const SIDE = 6;
export const CLASSES: readonly string[] = ['dot', 'bar', 'rest'];

/** Small images of three classes: a bright spot, a bright row, or neither. */
export function sampleRows(rows: number, seed: number): Dataset {
  const rng = createRng(seed);
  const values = new Uint8Array(rows * SIDE * SIDE);
  const labels = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const kind = row % CLASSES.length;
    const at = rng.int(SIDE);
    for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
      const isBright = kind === 0 ? pixel === at * SIDE + at : kind === 1 && Math.floor(pixel / SIDE) === at;
      values[row * SIDE * SIDE + pixel] = rng.int(80) + (isBright ? 170 : 0);
    }
    labels[row] = kind;
  }
  const features = matrix(values, rows, SIDE * SIDE);
  const provenance = { source: 'sample', steps: [] };
  return dataset({ name: 'sample', features, labels, classes: CLASSES, shape: [SIDE, SIDE, 1], provenance });
}

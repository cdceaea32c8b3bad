import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRng, matrix } from '@selvedge/data';
import { applyTransforms, createTransform, fitTransforms } from '@selvedge/preprocess';
import { randomRows } from './random-rows.js';

/** How a fitted transform agrees with its twin. */
export interface TransformAgreement {
  readonly name: string;
  readonly cases: number;
  /** The largest difference, as a share of the largest number among the training rows made. */
  readonly largest: number;
  readonly seed: number;
}

const KINDS = ['normal', 'grid', 'constant', 'far', 'huge', 'tiny'] as const;

/** @param python - an interpreter that has scikit-learn */
export async function transformAgreement(python: string, cases: number): Promise<TransformAgreement[]> {
  const made = (['standardize', 'min-max', 'pca'] as const).flatMap((kind) =>
    Array.from({ length: cases }, (_, seed) => {
      const rng = createRng(seed).fork(kind);
      const { features, queries } = randomRows(rng, { columns: kind === 'pca' ? KINDS.slice(0, 4) : KINDS });
      const components = kind === 'pca' ? 1 + rng.int(Math.min(features.length, features[0].length)) : 0;
      return { kind, seed, features, queries, components };
    }),
  );
  const script = fileURLToPath(new URL('../../../src/classical/models/transforms.py', import.meta.url));
  const asked = made.map(({ kind, features, queries, components }) => ({
    kind,
    features,
    queries,
    params: kind === 'pca' ? { n_components: components, svd_solver: 'full' } : {},
  }));
  const output = execFileSync(python, [script], { input: JSON.stringify(asked), maxBuffer: 2 ** 28 });
  const { answers } = JSON.parse(output.toString()) as { answers: { rows: number[][]; scale: number }[] };
  const found = new Map<string, TransformAgreement>();
  for (const [at, { kind, seed, features, queries, components }] of made.entries()) {
    const shape = [features[0].length];
    const matrixOf = (rows: number[][]) => matrix(Float64Array.from(rows.flat()), rows.length, shape[0]);
    const transform = createTransform(kind === 'pca' ? { kind, components } : { kind });
    const { fitted } = await fitTransforms([transform], { features: matrixOf(features), shape });
    const { values } = applyTransforms(fitted, { features: matrixOf(queries), shape }).features;
    const { rows, scale } = answers[at];
    const columns = rows[0].length;
    const difference = (column: number, sign: number): number =>
      rows.reduce(
        (most, row, place) => Math.max(most, Math.abs(sign * values[place * columns + column] - row[column])),
        0,
      );
    // The sign of a principal direction is nobody's.
    const largest = rows[0].reduce((most, _, column) => {
      const own = difference(column, 1);
      return Math.max(most, kind === 'pca' ? Math.min(own, difference(column, -1)) : own);
    }, 0);
    const share = largest / Math.max(1, scale);
    const before = found.get(kind) ?? { name: kind, cases, largest: 0, seed };
    found.set(kind, share > before.largest ? { ...before, largest: share, seed } : before);
  }
  return [...found.values()];
}

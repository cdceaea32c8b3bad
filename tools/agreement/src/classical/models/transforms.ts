import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRng, matrix, type Rng } from '@selvedge/data';
import { applyTransforms, createTransform, fitTransforms, type TransformSpec } from '@selvedge/preprocess';
import { randomRows } from './random-rows.js';
import { TRANSFORM_FAMILIES, type TransformFamily } from './transform-families.js';

/** How a fitted transform agrees with its twin. */
export interface TransformAgreement {
  readonly name: string;
  /** Cases that have one right answer. */
  readonly compared: number;
  /** The largest difference, as a share of the largest number among the training rows made. */
  readonly largest: number;
  readonly seed: number;
}

type Rows = readonly (readonly (number | null)[])[];

interface Case {
  readonly kind: TransformFamily['kind'];
  readonly seed: number;
  /** null is a missing value. */
  readonly features: Rows;
  readonly queries: Rows;
  readonly spec: object;
  readonly params: object;
}

/** @param python - an interpreter that has scikit-learn */
export async function transformAgreement(python: string, cases: number): Promise<TransformAgreement[]> {
  const made = TRANSFORM_FAMILIES.flatMap((family) => Array.from({ length: cases }, (_, seed) => caseOf(family, seed)));
  const script = fileURLToPath(new URL('../../../src/classical/models/transforms.py', import.meta.url));
  const asked = made.map(({ kind, features, queries, params }) => ({ kind, features, queries, params }));
  const output = execFileSync(python, [script], { input: JSON.stringify(asked), maxBuffer: 2 ** 30 });
  const { answers } = JSON.parse(output.toString()) as { answers: ({ rows: Rows; scale: number } | null)[] };
  const found = new Map<string, TransformAgreement>();
  for (const [at, each] of made.entries()) {
    const answer = answers[at];
    if (!answer) continue;
    const { rows, scale } = answer;
    const share = differenceOf(await valuesOf(each), rows, each.kind === 'pca') / Math.max(1, scale);
    const before = found.get(each.kind) ?? { name: each.kind, compared: 0, largest: 0, seed: each.seed };
    const worst = share > before.largest ? { largest: share, seed: each.seed } : {};
    found.set(each.kind, { ...before, ...worst, compared: before.compared + 1 });
  }
  return [...found.values()];
}

function caseOf({ kind, columns, missing = 0, known = false, draw }: TransformFamily, seed: number): Case {
  const rng = createRng(seed).fork(kind);
  const drawn = randomRows(rng, { columns });
  // Every column keeps its first number: scikit-learn leaves out columns without any.
  const features = withHoles(drawn.features, missing, rng);
  const queries = withHoles(known ? drawn.features.slice(0, 12) : drawn.queries, missing, rng);
  return { kind, seed, features, queries, ...draw(rng, features.length, features[0].length) };
}

const withHoles = (rows: Rows, missing: number, rng: Rng): Rows =>
  rows.map((row, at) => row.map((value) => (at > 0 && missing > 0 && rng.uniform() < missing ? null : value)));

/** Rows that our transform makes, one after the other. */
async function valuesOf({ kind, features, queries, spec }: Case): Promise<ArrayLike<number>> {
  const shape = [features[0].length];
  const matrixOf = (rows: Rows) =>
    matrix(
      Float64Array.from(rows.flat(), (value) => value ?? Number.NaN),
      rows.length,
      shape[0],
    );
  const names = Array.from({ length: shape[0] }, (_, column) => `column ${column}`);
  const transform = createTransform({ kind, ...spec } as unknown as TransformSpec);
  const { fitted } = await fitTransforms([transform], { features: { ...matrixOf(features), names }, shape });
  return applyTransforms(fitted, { features: { ...matrixOf(queries), names }, shape }).features.values;
}

function differenceOf(values: ArrayLike<number>, rows: Rows, signed: boolean): number {
  const columns = rows[0].length;
  if (values.length !== rows.length * columns) return Number.POSITIVE_INFINITY;
  const difference = (column: number, sign: number): number =>
    rows.reduce((most, row, place) => {
      const [own, other] = [sign * values[place * columns + column], row[column] ?? Number.NaN];
      return Number.isNaN(own) && Number.isNaN(other) ? most : Math.max(most, Math.abs(own - other));
    }, 0);
  // The sign of a principal direction is nobody's.
  return rows[0].reduce((most: number, _, column) => {
    const own = difference(column, 1);
    return Math.max(most, signed ? Math.min(own, difference(column, -1)) : own);
  }, 0);
}

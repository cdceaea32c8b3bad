import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createClassifier } from '@selvedge/classical';
import { createRng, matrix } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import type { Json } from '@selvedge/data/types';
import type { Family } from './families.js';
import { type RandomRows, randomRows } from './random-rows.js';

/** How a family of models agrees with its twin over random cases. */
export interface ModelAgreement {
  readonly name: string;
  readonly cases: number;
  /** Cases that have one right answer. */
  readonly compared: number;
  /** Of them, those within the tolerance. */
  readonly equal: number;
  /** The largest difference among those. */
  readonly largest: number;
  /** Seeds of the others, with what differs. */
  readonly different: readonly { readonly seed: number; readonly what: string }[];
}

type Answer = readonly (readonly number[])[] | readonly number[] | { readonly refused: string } | null;

/**
 * Fits a family and its twin on the same random cases.
 *
 * @param python - an interpreter that has scikit-learn
 */
export async function modelAgreement(
  python: string,
  family: Family,
  cases: number,
): Promise<ModelAgreement & { readonly version: string }> {
  const made = Array.from({ length: cases }, (_, seed) => {
    const rng = createRng(seed).fork(family.name);
    const drawn = randomRows(rng, family.rows);
    const known = drawn.features.filter((_, row) => drawn.weights?.[row] !== 0);
    const rows = family.ofTraining ? { ...drawn, queries: known } : drawn;
    return { rows, ...family.draw(rng, rows.labels.length, rows.classes) };
  });
  const script = fileURLToPath(new URL('../../../src/classical/models/models.py', import.meta.url));
  const input = JSON.stringify(made.map(({ rows, twin, params }) => ({ ...rows, twin, params })));
  const output = execFileSync(python, [script], {
    input,
    maxBuffer: 2 ** 28,
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }, // rows are few
  });
  const { version, answers } = JSON.parse(output.toString()) as { version: string; answers: Answer[] };
  const different: { seed: number; what: string }[] = [];
  let [compared, largest] = [0, 0];
  for (const [seed, { rows, spec }] of made.entries()) {
    const theirs = answers[seed];
    if (theirs === null) continue;
    const ours = await answerOf(rows, spec, family.compares === 'labels');
    if ('refused' in theirs && typeof ours === 'string') continue; // both refuse
    compared++;
    if ('refused' in theirs || typeof ours === 'string') {
      different.push({ seed, what: 'refused' in theirs ? `scikit-learn: ${theirs.refused}` : String(ours) });
      continue;
    }
    const difference = theirs.flat().reduce((most, value, at) => Math.max(most, Math.abs(value - ours[at])), 0);
    if (difference <= (family.tolerance ?? 1e-6)) largest = Math.max(largest, difference);
    else different.push({ seed, what: difference.toExponential(1) });
  }
  const equal = compared - different.length;
  return { version, name: family.name, cases, compared, equal, largest, different };
}

/** Probabilities or labels of the queries; a text where the model refuses the rows. */
async function answerOf(
  { features, labels, classes, weights, queries }: RandomRows,
  spec: { readonly kind: string } & { readonly [name: string]: Json },
  wantsLabels: boolean,
): Promise<ArrayLike<number> | string> {
  const matrixOf = (rows: number[][]) => matrix(Float64Array.from(rows.flat()), rows.length, rows[0].length);
  const names = Array.from({ length: classes }, (_, label) => `class ${label}`);
  const train = { features: matrixOf(features), labels: Uint16Array.from(labels), classes: names };
  try {
    const classifier = createClassifier(spec as Parameters<typeof createClassifier>[0]);
    const fitted = await classifier.fit(train, weights ? { sampleWeight: weights } : {});
    return wantsLabels
      ? await fitted.predict(matrixOf(queries))
      : (await fitted.predictProba(matrixOf(queries))).values;
  } catch (error) {
    return messageOf(error);
  }
}

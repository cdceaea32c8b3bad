import { isQuick, localWorker, spawnWorker, Worker } from '@selvedge/compute/workers';
import type { FitOptions, Matrix } from '@selvedge/data';
import { unreachable } from '@selvedge/data/checks';
import { dot } from '../dense-rows.js';
import type { LogisticRegressionParams } from '../specs.generated.js';
import type { CoordinateSolution } from './coordinate-descent.js';
import type { api } from './coordinates.worker.js';
import type { Coefficients } from './fit-lbfgs.js';

/** What coordinate descent works on. */
export interface CoordinateFit {
  readonly params: LogisticRegressionParams;
  /** As they were given: what is subtracted from them is subtracted in float64. */
  readonly features: Matrix;
  readonly labels: Uint16Array;
  readonly classes: number;
  readonly rowWeights: Float64Array;
  /** Where the intercepts hold, of the start and of the result; undefined: at 0. */
  readonly centres: Float64Array | undefined;
}

/** Over all coordinates, of an obstinate fit. */
const ROUNDS = 1e4;

const startThread = (): Worker =>
  new Worker(new URL('./coordinates.worker.js', import.meta.url), { type: 'module', name: 'logistic-regression' });

/** Minimises the penalised loss by coordinate descent, in a worker thread unless that is quick. */
export async function fitCoordinates(
  { params, centres, ...rows }: CoordinateFit,
  start: Coefficients,
  { signal, onProgress }: FitOptions,
): Promise<CoordinateSolution> {
  const { fitIntercept, maxIter, tol } = params;
  const { columns } = rows.features;
  const means = fitIntercept ? meansOf(rows.features, rows.rowWeights) : new Float64Array(columns);
  const offsets = means.map((mean, column) => mean - (centres ? centres[column] : 0));
  const begin = lineOfTwo(start, rows.classes, columns);
  const worker = isQuick(ROUNDS * rows.features.values.length * rows.classes)
    ? localWorker<typeof api>(async () => ({ fit: (await import('./coordinates-fit.js')).coordinatesFit }))
    : spawnWorker<typeof api>(startThread);
  try {
    const problem = { ...rows, hasIntercept: fitIntercept, maxIter, tol, centres: means, ...strengths(params) };
    const found = await worker.call(
      'fit',
      { ...problem, weights: begin.weights, intercepts: moved(begin, offsets, 1) },
      { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) },
    );
    const intercepts = moved(found, offsets, -1);
    return { ...found, ...halves({ weights: found.weights, intercepts }, rows.classes, columns) };
  } finally {
    await worker.close();
  }
}

/** As scikit-learn weighs them: `l1Ratio` of the penalty is L1, the rest L2. */
function strengths({ penalty, C, l1Ratio }: LogisticRegressionParams): { readonly l1: number; readonly l2: number } {
  switch (penalty) {
    case 'none':
      return { l1: 0, l2: 0 };
    case 'l1':
      return { l1: 1 / C, l2: 0 };
    case 'l2':
      return { l1: 0, l2: 1 / C };
    case 'elasticnet':
      return { l1: (l1Ratio ?? 0) / C, l2: (1 - (l1Ratio ?? 0)) / C };
    default:
      return unreachable(penalty);
  }
}

function meansOf({ values, rows, columns }: Matrix, rowWeights: Float64Array): Float64Array {
  const means = new Float64Array(columns);
  let total = 0;
  for (let row = 0, at = 0; row < rows; row++) {
    total += rowWeights[row];
    for (let column = 0; column < columns; column++, at++) means[column] += rowWeights[row] * values[at];
  }
  return means.map((sum) => sum / total);
}

/** Intercepts that hold `offsets` further along (sign 1) or back (sign -1). */
const moved = ({ weights, intercepts }: Coefficients, offsets: Float64Array, sign: 1 | -1): Float64Array =>
  intercepts.map(
    (intercept, line) =>
      intercept + sign * dot(offsets, 0, weights.subarray(line * offsets.length, (line + 1) * offsets.length)),
  );

/** Two classes have one line, as in scikit-learn: the difference of theirs, beside a line of 0. */
function lineOfTwo(lines: Coefficients, classes: number, columns: number): Coefficients {
  if (classes !== 2) return lines;
  const weights = new Float64Array(2 * columns);
  for (let at = 0; at < columns; at++) weights[columns + at] = lines.weights[columns + at] - lines.weights[at];
  return { weights, intercepts: Float64Array.of(0, lines.intercepts[1] - lines.intercepts[0]) };
}

/** Two lines that mirror each other, as the other solvers find them, from one beside a line of 0. */
function halves(lines: Coefficients, classes: number, columns: number): Coefficients {
  if (classes !== 2) return lines;
  const weights = new Float64Array(2 * columns);
  for (let at = 0; at < columns; at++) {
    weights[columns + at] = lines.weights[columns + at] / 2;
    weights[at] = -weights[columns + at];
  }
  return { weights, intercepts: Float64Array.of(-lines.intercepts[1] / 2, lines.intercepts[1] / 2) };
}

import { createRng, type RowIndices, rowIndices, SelvedgeError } from '@selvedge/data';
import { onlyFields, shown } from '@selvedge/data/checks';
import type { FoldSource } from '../folds/folds.js';
import type { Plan, PlannedFit } from './plan.js';
import { PLAN_GUESSES, type PlanOptions, planFolds } from './plan-cross-validation.js';

/** How a learning curve is planned. */
export interface LearningCurvePlanOptions extends PlanOptions {
  /** Shares in (0, 1] of the training rows, or whole numbers of rows; default 0.05, 0.1, 0.2, 0.5, 1. */
  readonly sizes?: readonly number[];
}

/** Each twice to two and a half times the one before: a curve over sizes is read on a logarithmic scale. */
const DEFAULT_SIZES = [0.05, 0.1, 0.2, 0.5, 1];

/**
 * Plans a learning curve: the folds of a cross-validation with fewer training rows, sizes ascending. The rows of a small
 * fit are among those of a larger one; all are judged by the same rows.
 *
 * @throws SelvedgeError `invalid-argument` for a size that is neither a share nor a number of the training rows; as
 * `planCrossValidation`
 */
export function planLearningCurve(source: FoldSource, options: LearningCurvePlanOptions = {}): Plan {
  onlyFields('planLearningCurve', options, ['sizes', 'folds', 'seed'], {
    ...PLAN_GUESSES,
    trainSizes: 'sizes: [0.1, 0.5, 1]',
  });
  return planSizes(source, options);
}

/** `planLearningCurve` for procedures that have checked their options, of which these are some. */
export function planSizes(source: FoldSource, options: LearningCurvePlanOptions): Plan {
  const { sizes = DEFAULT_SIZES } = options;
  if (!Array.isArray(sizes) || sizes.length === 0) throw noSizes(sizes);
  const whole = planFolds(source, options);
  const smallest = Math.min(...whole.folds.map(({ train }) => train.length));
  const counts = [...new Set(sizes.map((size) => rowsOf(size, smallest)))].sort((a, b) => a - b);
  const orders = whole.folds.map(({ train }) => shuffled(train, whole.seed));
  const fits = counts.flatMap((count) =>
    whole.fits.map(
      ({ id, ...fit }, fold): PlannedFit => ({
        ...fit,
        id: whole.fits.length === 1 ? `rows-${count}` : `rows-${count}/${id}`,
        train: rowIndices(orders[fold].slice(0, count).sort()),
      }),
    ),
  );
  return { ...whole, kind: 'learning-curve', fits };
}

function shuffled(train: RowIndices, seed: number): Uint32Array {
  const places = Uint32Array.from(train, (_, place) => place);
  createRng(seed).fork('fewer rows').shuffle(places);
  return places.map((place) => train[place]);
}

function rowsOf(size: number, most: number): number {
  if (typeof size !== 'number') throw noSizes(size);
  if (size > 0 && size <= 1) return Math.max(1, Math.floor(size * most)); // 1 means all rows
  if (Number.isInteger(size) && size > 1 && size <= most) return size;
  throw new SelvedgeError(
    'invalid-argument',
    `learning curve: got size ${size}; need a share in (0, 1] or a whole number from 2 to the ${most} training rows.`,
  );
}

const noSizes = (given: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `learning curve: sizes has ${shown(given)}; need a list of shares or numbers of rows, for instance sizes: [0.1, 0.5, 1].`,
  );

import type { Classifier, FitOptions, LabelledRows } from '../src/index.js';
import { type Matrix, matrix } from '../src/index.js';
import { FittedMeans, Means, twin } from './means.js';

const honest = FittedMeans.prototype;
const isHuge = ({ values }: Matrix): boolean => values.some((value: number) => Math.abs(value) > 1e154);
const noNumbers = ({ rows }: Matrix): Matrix<Float32Array> =>
  matrix(new Float32Array(rows * 3).fill(Number.NaN), rows, 3);

/** Twins that compute with numbers whose squares are infinite. */
export const HUGE_TWINS: readonly [string, () => Classifier, string][] = [
  [
    'gives NaN for numbers whose squares are infinite',
    twin(function () {
      return {
        predictProba: async (features, options) =>
          isHuge(features) ? noNumbers(features) : honest.predictProba.call(this, features, options),
      };
    }),
    'it predicts huge numbers, or refuses them',
  ],
  [
    'learns NaN from numbers whose squares are infinite',
    () => {
      const model = new Means();
      const { fit } = model;
      return Object.assign(model, {
        async fit(train: LabelledRows, options: FitOptions = {}) {
          if (!isHuge(train.features)) return fit.call(model, train, options);
          const values = train.features.values.map((value) => (Math.abs(value) > 1e154 ? 0 : value));
          const fitted = await fit.call(model, { ...train, features: { ...train.features, values } }, options);
          return Object.assign(fitted, { predictProba: async (features: Matrix) => noNumbers(features) });
        },
      });
    },
    'it learns from huge numbers, or refuses them',
  ],
];

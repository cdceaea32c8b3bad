import {
  argmaxRows,
  type Classifier,
  type LabelledRows,
  type Labels,
  type Matrix,
  type PredictOptions,
} from '../src/index.js';
import { HUGE_TWINS } from './huge-twins.js';
import { centred, FittedMeans, fitTwin, jitter, probabilities, rawMeans, twin } from './means.js';

const honest = FittedMeans.prototype;
let calls = 0;
const firstRows: LabelledRows[] = [];
const patched = (patch: Partial<LabelledRows>, train: LabelledRows): LabelledRows => ({ ...train, ...patch });

/** What is broken, the twin, and the check that must notice. */
export const TWINS: readonly [string, () => Classifier, string][] = [
  ...HUGE_TWINS,
  [
    'writes to the training rows',
    fitTwin((train, options) => {
      train.features.values.fill(9);
      return [train, options];
    }),
    'fitting leaves the rows and labels alone',
  ],
  [
    'sorts the labels',
    fitTwin((train, options) => {
      train.labels.sort();
      return [train, options];
    }),
    'fitting leaves the rows and labels alone',
  ],
  [
    'ignores the weights of rows',
    fitTwin((train, { sampleWeight: _, ...options }) => [train, options]),
    'a weight of 2 counts as the row twice',
  ],
  [
    'rounds the weights of rows to 0 and 1',
    fitTwin((train, { sampleWeight, ...options }) => [
      train,
      sampleWeight ? { ...options, sampleWeight: Array.from(sampleWeight, Boolean).map(Number) } : options,
    ]),
    'it refuses weights that are not one number of 0 or more per row',
  ],
  [
    'scores rows of any weight alike',
    twin(function (this: FittedMeans) {
      return { score: (rows: LabelledRows) => honest.score.call(this, rows) };
    }),
    'score counts the weights of rows',
  ],
  [
    'ignores the signal of fit',
    fitTwin((train, { signal: _, ...options }) => [train, options]),
    'it stops a fit whose signal has fired',
  ],
  [
    'keeps the first rows it ever saw',
    fitTwin((train, options) => {
      firstRows.push(train);
      return [firstRows.at(-2) ?? train, options];
    }),
    'nothing is carried over from an earlier fit',
  ],
  [
    'fills NaN in silently',
    fitTwin((train, options) => [
      patched(
        {
          features: {
            ...train.features,
            values: train.features.values.map((value: number) => value || 0) as Float32Array,
          },
        },
        train,
      ),
      options,
    ]),
    'it refuses to fit NaN',
  ],
  [
    'drops the last class',
    fitTwin((train, options) => [patched({ labels: train.labels.map((label) => Math.min(label, 1)) }, train), options]),
    'it learns three well separated classes',
  ],
  [
    'cuts rows without labels off',
    fitTwin((train, options) => [
      patched(
        {
          features: {
            ...train.features,
            rows: train.labels.length,
            values: train.features.values.slice(0, train.labels.length * train.features.columns),
          },
        },
        train,
      ),
      options,
    ]),
    'it refuses to fit fewer labels than rows',
  ],
  [
    'ignores the seed',
    twin(() => ({ predictProba: async (features) => jitter(await probabilities(features), calls++) })),
    'the same seed gives the same model',
  ],
  [
    'counts its predictions',
    twin(() => {
      let asked = 0;
      return { predictProba: async (features) => jitter(await probabilities(features), asked++) };
    }),
    'predicting twice gives the same answer',
  ],
  [
    'scales by the rows beside',
    twin(function (this: FittedMeans) {
      return { predictProba: async (features: Matrix) => honest.predictProba.call(this, centred(features)) };
    }),
    'a prediction does not depend on the rows beside it',
  ],
  [
    'writes to the rows it predicts',
    twin(function (this: FittedMeans) {
      return {
        predictProba: async (features: Matrix) => {
          const shares = await honest.predictProba.call(this, features);
          features.values[0] = 0;
          return shares;
        },
      };
    }),
    'predicting leaves the rows alone',
  ],
  [
    'keeps the training arrays',
    twin(function (this: FittedMeans, train: LabelledRows) {
      return {
        predictProba: (features: Matrix) =>
          honest.predictProba.call(new FittedMeans(this.params, this.classes, this.columns, rawMeans(train)), features),
      };
    }),
    'later changes of the training arrays do not reach the model',
  ],
  [
    'gives sums of 2',
    twin(function (this: FittedMeans) {
      return {
        predictProba: async (features: Matrix) => {
          const shares = await honest.predictProba.call(this, features);
          return { ...shares, values: shares.values.map((share) => share * 2) };
        },
      };
    }),
    'the probabilities of each row sum to 1',
  ],
  [
    'gives logits',
    twin(function (this: FittedMeans) {
      return {
        predictProba: async (features: Matrix) => {
          const shares = await honest.predictProba.call(this, features);
          return { ...shares, values: shares.values.map(Math.log) };
        },
      };
    }),
    'probabilities lie in [0, 1]',
  ],
  [
    'gives a list of labels',
    twin(() => ({ predict: async (features) => Array.from({ length: features.rows }, () => 0) as unknown as Labels })),
    'predict gives one class number per row',
  ],
  [
    'predicts the least probable',
    twin(function (this: FittedMeans) {
      return {
        predict: async (features: Matrix) => {
          const shares = await this.predictProba(features);
          return argmaxRows({ ...shares, values: shares.values.map((share) => -share) });
        },
      };
    }),
    'predict is the most probable class, the lowest on a tie',
  ],
  ['scores generously', twin(() => ({ score: async () => 0.999 })), 'score is the share of right labels'],
  [
    'forgets the class names',
    twin(() => ({ classes: ['0', '1', '2'] })),
    'a fitted model knows its kind, params, classes and columns',
  ],
  ['forgets the columns', twin(() => ({ columns: 1 })), 'a fitted model knows its kind, params, classes and columns'],
  [
    'takes rows of any width',
    twin(function (this: FittedMeans) {
      return {
        predictProba: (features: Matrix) =>
          honest.predictProba.call(this, {
            ...features,
            rows: Math.floor(features.values.length / this.columns),
            columns: this.columns,
          }),
      };
    }),
    'it refuses to predict rows with other columns',
  ],
  [
    'predicts NaN as something',
    twin(function (this: FittedMeans) {
      return {
        predictProba: (features: Matrix, options?: PredictOptions) =>
          honest.predictProba.call(
            this,
            { ...features, values: features.values.map((value: number) => value || 0) as Float32Array },
            options,
          ),
      };
    }),
    'it refuses to predict NaN',
  ],
  [
    'ignores the signal of predict',
    twin(function (this: FittedMeans) {
      return {
        predictProba: (features: Matrix) => honest.predictProba.call(this, features),
        predict: async (features: Matrix) => argmaxRows(await honest.predictProba.call(this, features)),
      };
    }),
    'it stops a prediction whose signal has fired',
  ],
  [
    'hands out its own arrays',
    twin(function (this: FittedMeans) {
      return {
        save: () => {
          const state = honest.save.call(this);
          return {
            ...state,
            tensors: {
              means: { values: (this as unknown as { means: Float64Array }).means, shape: [3, this.columns] },
            },
          };
        },
      };
    }),
    'a saved model is out of reach of its reader',
  ],
  [
    'saves rounded numbers',
    twin(function (this: FittedMeans) {
      return {
        save: () => {
          const state = honest.save.call(this);
          return {
            ...state,
            tensors: {
              means: {
                values: state.tensors['means'].values.map(Math.round) as Float64Array,
                shape: [3, this.columns],
              },
            },
          };
        },
      };
    }),
    'predictions are identical after saving and loading',
  ],
  [
    'saves the time',
    twin(function (this: FittedMeans) {
      return {
        save: () => {
          const state = honest.save.call(this);
          return { ...state, config: { ...state.config, savedAt: calls++ } };
        },
      };
    }),
    'saving twice gives the same bytes',
  ],
  [
    'has no version',
    twin(function (this: FittedMeans) {
      return { save: () => ({ ...honest.save.call(this), version: 0 }) };
    }),
    'a saved model names its format and version',
  ],
];

import {
  type Classifier,
  decodeSafetensors,
  encodeSafetensors,
  type FitOptions,
  type FittedClassifier,
  type FittedTransform,
  isShape,
  type LabelledRows,
  type Matrix,
  numbersIn,
  type PredictOptions,
  predictedLabels,
  type SavedState,
  SelvedgeError,
  type Transform,
} from '@selvedge/data';
import type { ScoreOptions } from '@selvedge/data/types';
import { applyTransforms, fitTransforms } from './fit-transforms.js';
import { loadTransform } from './transforms.js';

export const PREPARED_FORMAT = 'selvedge.prepared-classifier';
const VERSION = 1;
const MAX_TRANSFORMS = 1000;

/**
 * A classifier that prepares its rows itself. Its `fit` fits the transforms on the rows it is given and nothing else,
 * so cross-validation of it fits every statistic inside the fold, by construction.
 *
 * @param shape - of one row, `[28, 28, 1]` or `[n]`
 */
export function withTransforms<P>(
  transforms: readonly Transform[],
  classifier: Classifier<P>,
  shape: readonly number[],
): Classifier<P> {
  return {
    kind: classifier.kind,
    params: classifier.params,
    clone: (changes) => withTransforms(transforms, classifier.clone(changes), shape),
    async fit(train: LabelledRows, options: FitOptions = {}) {
      // Preparation counts rows alike; their weights are the model's, as in a pipeline of scikit-learn.
      const { sampleWeight: _, ...preparing } = options;
      const { fitted, output } = await fitTransforms(transforms, { features: train.features, shape }, preparing);
      const { validation } = options;
      const prepared = validation && {
        ...validation,
        features: applyTransforms(fitted, { features: validation.features, shape }).features,
      };
      const model = await classifier.fit(
        { ...train, features: output.features },
        { ...options, ...(prepared && { validation: prepared }) },
      );
      return fittedWithTransforms(fitted, model, shape);
    },
  };
}

/** A fitted classifier behind fitted transforms: takes rows as they were before preparation. */
export function fittedWithTransforms<P>(
  fitted: readonly FittedTransform[],
  model: FittedClassifier<P>,
  shape: readonly number[],
): FittedClassifier<P> {
  const columns = numbersIn(shape);
  const prepare = (features: Matrix): Matrix => {
    if (features.columns !== columns) {
      throw new SelvedgeError(
        'shape-mismatch',
        `${model.kind}: got rows of ${features.columns} numbers; it was fitted on ${columns}.`,
      );
    }
    return applyTransforms(fitted, { features, shape }).features;
  };
  return {
    kind: model.kind,
    params: model.params,
    classes: model.classes,
    columns,
    predict: async (features: Matrix, options?: PredictOptions) => model.predict(prepare(features), options),
    predictProba: async (features: Matrix, options?: PredictOptions) => model.predictProba(prepare(features), options),
    score: async (rows: LabelledRows, options?: ScoreOptions) =>
      model.score({ ...rows, features: prepare(rows.features) }, options),
    ...(model.labelsOf && { labelsOf: (probabilities: Matrix) => predictedLabels(model, probabilities) }),
    save: () => savePrepared(fitted, model, shape),
    ...(model.dispose && { dispose: () => model.dispose?.() ?? Promise.resolve() }),
  };
}

/**
 * Reads back a classifier with its transforms.
 *
 * @param loadModel - reads the classifier inside, for instance `loadClassifier` of `@selvedge/classical`; a promise of it
 *   gives a promise
 * @param loadStep - reads one transform; given where some are not of this package
 */
export function loadPrepared<Loaded extends FittedClassifier | Promise<FittedClassifier>>(
  saved: SavedState,
  loadModel: (saved: SavedState) => Loaded,
  loadStep: (saved: SavedState) => FittedTransform = loadTransform,
): Loaded {
  if (saved.format !== PREPARED_FORMAT || saved.version !== VERSION) {
    throw new SelvedgeError(
      'unsupported',
      `saved classifier: format '${saved.format}' version ${saved.version}; this reads ${PREPARED_FORMAT} version ${VERSION}.`,
    );
  }
  const { transforms, shape } = saved.config;
  if (!isShape(shape) || !(typeof transforms === 'number' && transforms >= 0 && transforms <= MAX_TRANSFORMS))
    throw new SelvedgeError(
      'corrupt-file',
      'saved classifier: it has no shape, or no number of transforms. Fit and save it again.',
    );
  const part = (name: string): SavedState => {
    const values = saved.tensors[name]?.values;
    if (values instanceof Uint8Array) return decodeSafetensors(values, name);
    throw new SelvedgeError('corrupt-file', `saved classifier: its part '${name}' is missing. Fit and save it again.`);
  };
  const fitted = Array.from({ length: transforms }, (_, at) => loadStep(part(`transform.${at}`)));
  const behind = (model: FittedClassifier): FittedClassifier => fittedWithTransforms(fitted, model, shape);
  const model: FittedClassifier | Promise<FittedClassifier> = loadModel(part('model'));
  return (model instanceof Promise ? model.then(behind) : behind(model)) as Loaded;
}

function savePrepared(
  fitted: readonly FittedTransform[],
  model: FittedClassifier,
  shape: readonly number[],
): SavedState {
  const bytes = (state: SavedState): { values: Uint8Array; shape: number[] } => {
    const values = encodeSafetensors(state);
    return { values, shape: [values.length] };
  };
  const parts = fitted.map((transform, at) => [`transform.${at}`, bytes(transform.save())] as const);
  return {
    format: PREPARED_FORMAT,
    version: VERSION,
    config: { transforms: fitted.length, shape },
    tensors: { ...Object.fromEntries(parts), model: bytes(model.save()) },
  };
}

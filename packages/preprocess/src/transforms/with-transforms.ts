import {
  type Classifier,
  decodeSafetensors,
  encodeSafetensors,
  type FitOptions,
  type FittedClassifier,
  type FittedTransform,
  type LabelledRows,
  type Matrix,
  type PredictOptions,
  predictedLabels,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  FITTED_CLASSIFIER_GUESSES,
  featuresOf,
  formOfRows,
  inFormOf,
  refuseOptions,
  withForm,
} from '@selvedge/data/checks';
import type { FittedForm, ScoreOptions } from '@selvedge/data/types';
import { readForm, savedForm } from './check-shape.js';
import { checkBehind, checkTransforms } from './check-transforms.js';
import { applyTransforms, fitTransforms } from './fit-transforms.js';
import { loadTransform } from './transforms.js';

export const PREPARED_FORMAT = 'selvedge.prepared-classifier';
const VERSION = 1;
const MAX_TRANSFORMS = 1000;

/**
 * A classifier that prepares its rows itself. Its `fit` fits the transforms on the rows it is given and nothing else,
 * so cross-validation of it fits every statistic inside the fold, by construction. Transforms of images read the shape
 * from the rows: `matrix(values, rows, columns, { shape: [28, 28, 1] })`, or those of a data set.
 *
 * @param given - the transforms, in their order
 * @throws SelvedgeError `invalid-argument` for specifications in place of transforms or of the classifier
 */
export function withTransforms<P>(
  given: readonly Transform[],
  classifier: Classifier<P>,
  ...others: readonly never[]
): Classifier<P> {
  refuseOptions('withTransforms', others, 'withTransforms(transforms, classifier)');
  if (others.length > 0) throw noShape();
  checkTransforms('withTransforms', given);
  const transforms = [...given];
  checkBehind('withTransforms', classifier);
  const prepared: Classifier<P> = {
    kind: classifier.kind,
    params: classifier.params,
    clone: (changes) => withTransforms(transforms, classifier.clone(changes)),
    async fit(train: LabelledRows, options: FitOptions = {}) {
      // Preparation counts rows alike; their weights are the model's, as in a pipeline of scikit-learn.
      const { sampleWeight: _, ...preparing } = options;
      const form = formOfRows(train);
      const { fitted, output } = await fitTransforms(transforms, shapedRows(featuresOf(train), form), preparing);
      const { validation } = options;
      const model = await classifier.fit(
        preparedRows(train, output),
        validation
          ? { ...options, validation: preparedRows(validation, applyInForm(classifier.kind, fitted, validation, form)) }
          : options,
      );
      return fittedWithTransforms(fitted, model, form);
    },
  };
  return answerGuesses(prepared, CLASSIFIER_GUESSES);
}

/**
 * A fitted classifier behind fitted transforms: takes rows as they were before preparation.
 *
 * @param steps - the transforms, in their order
 * @param form - of the rows that the first transform was fitted on
 */
export function fittedWithTransforms<P>(
  steps: readonly FittedTransform[],
  model: FittedClassifier<P>,
  form: FittedForm,
): FittedClassifier<P> {
  const { columns } = form;
  const fitted = [...steps];
  const prepare = (features: Matrix): Matrix => applyInForm(model.kind, fitted, { features }, form).features;
  const prepared: FittedClassifier<P> = {
    kind: model.kind,
    params: model.params,
    classes: model.classes,
    columns,
    predict: async (features: Matrix, options?: PredictOptions) => model.predict(prepare(features), options),
    predictProba: async (features: Matrix, options?: PredictOptions) => model.predictProba(prepare(features), options),
    score: async (rows: LabelledRows, options?: ScoreOptions) =>
      model.score({ labels: rows.labels, classes: rows.classes, features: prepare(featuresOf(rows)) }, options),
    ...(model.labelsOf && { labelsOf: (probabilities: Matrix) => predictedLabels(model, probabilities) }),
    save: () => savePrepared(fitted, model, form),
    ...(model.dispose && { dispose: () => model.dispose?.() ?? Promise.resolve() }),
  };
  return answerGuesses(prepared, FITTED_CLASSIFIER_GUESSES);
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
  const { transforms } = saved.config;
  if (!(typeof transforms === 'number' && transforms >= 0 && transforms <= MAX_TRANSFORMS))
    throw new SelvedgeError('corrupt-file', 'saved classifier: it has no number of transforms. Fit and save it again.');
  const form = readForm('saved classifier', saved.config['shape'], saved.config['names']);
  const part = (name: string): SavedState => {
    const values = saved.tensors[name]?.values;
    if (values instanceof Uint8Array) return decodeSafetensors(values, name);
    throw new SelvedgeError('corrupt-file', `saved classifier: its part '${name}' is missing. Fit and save it again.`);
  };
  const fitted = Array.from({ length: transforms }, (_, at) => loadStep(part(`transform.${at}`)));
  const behind = (model: FittedClassifier): FittedClassifier => fittedWithTransforms(fitted, model, form);
  const model: FittedClassifier | Promise<FittedClassifier> = loadModel(part('model'));
  return (model instanceof Promise ? model.then(behind) : behind(model)) as Loaded;
}

function savePrepared(fitted: readonly FittedTransform[], model: FittedClassifier, form: FittedForm): SavedState {
  const bytes = (state: SavedState): { values: Uint8Array; shape: number[] } => {
    const values = encodeSafetensors(state);
    return { values, shape: [values.length] };
  };
  const parts = fitted.map((transform, at) => [`transform.${at}`, bytes(transform.save())] as const);
  return {
    format: PREPARED_FORMAT,
    version: VERSION,
    config: { transforms: fitted.length, ...savedForm({ shape: [form.columns], ...form }) },
    tensors: { ...Object.fromEntries(parts), model: bytes(model.save()) },
  };
}

const shapedRows = (features: Matrix, { columns, shape = [columns] }: FittedForm): ShapedRows => ({ features, shape });

/** Passes rows that were made by hand, or read, through fitted transforms. */
function applyInForm(
  kind: string,
  fitted: readonly FittedTransform[],
  rows: Pick<LabelledRows, 'features' | 'shape' | 'columns'>,
  form: FittedForm,
): ShapedRows {
  const given = withForm(rows.features, formOfRows(rows));
  return applyTransforms(fitted, shapedRows(inFormOf(kind, given, form), form));
}

/** Labels with what transforms made of their rows. */
function preparedRows({ labels, classes }: LabelledRows, { features, shape }: ShapedRows): LabelledRows {
  return { labels, classes, features: withForm(features, { shape }) };
}

const noShape = (): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    'withTransforms: takes no shape; rows know theirs. Write matrix(values, rows, columns, { shape: [28, 28, 1] }), and withTransforms(transforms, classifier).',
  );

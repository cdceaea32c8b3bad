import type { Classifier, FittedClassifier, LabelledRows, ShapedRows } from '@selvedge/data';
import { hasMethod } from '@selvedge/data/checks';
import type { Json } from '@selvedge/data/types';
import { sha256 } from '@selvedge/files';
import { type AugmentSpec, createAugmenter } from '@selvedge/preprocess';
import { canonicalJson, node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { modelIngredients, ownIngredients } from '../plan/ingredients.js';
import type { Planning } from '../plan/planning.js';
import { stepThreads } from '../plan/step-threads.js';
import { loadSaved, type ModelSpec, modelEntry, type TrainSpec } from '../registry/models.js';
import { decodeJson, decodeState, encodeJson, encodeState, jsonCodec } from './codecs.js';
import { type RowsNode, readsOf } from './rows.js';
import { type Unfinished, unfinishedOf } from './unfinished.js';

/** A fitted model and how fitting went. */
export interface Fitted {
  readonly model: FittedClassifier;
  readonly seconds: number;
  /** Figures per epoch or iteration, where the model has them. */
  readonly history: Json;
  /** How much the model made of each pixel, for models that know, of rows that are still images of one channel. */
  readonly importances?: Importances;
  readonly unfinished?: Unfinished;
}

/** Numbers that sum to 1, row-major. */
export interface Importances {
  readonly shape: readonly [number, number];
  readonly values: readonly number[];
}

export const MODEL_FILE = 'model.safetensors';
const FIT_FILE = 'fit.json';

export interface FitInputs {
  readonly rows: RowsNode;
  readonly train: Node<ShapedRows>;
  /** For early stopping and curves; only models that use them get them, so that others do not depend on them. */
  readonly validation?: Node<ShapedRows>;
  /** A fit whose weights this one begins with. */
  readonly initial?: Node<Fitted>;
}

/** What is trained, and how. */
export interface FitConfig {
  readonly model: ModelSpec;
  readonly train?: TrainSpec;
  readonly augment?: readonly AugmentSpec[];
}

/** Trains a model. */
export function fitNode(
  inputs: FitInputs,
  { model: spec, train, augment }: FitConfig,
  seed: number,
  id: string,
  planning: Planning,
): Node<Fitted> {
  const entry = modelEntry(planning.registry, spec.kind);
  const declaration = entry.declaration?.(spec, inputs.rows.classes);
  const { rows, validation, initial } = inputs;
  const augments = entry.usesAugment === true && augment !== undefined && augment.length > 0;
  const usesValidation = entry.usesValidation && validation !== undefined;
  const made = node<Fitted>({
    id: `fit/${id}`,
    kind: 'fit',
    label: `fit ${id}`,
    params: {
      model: spec as unknown as Json,
      train: (entry.usesTrain ? (train ?? null) : null) as unknown as Json,
      seed: entry.usesSeed === false ? null : seed,
      ...(declaration !== undefined && { declaration }),
      ...(augments && { augment: augment as unknown as Json }),
    },
    reads: readsOf(rows, 'train.labels', ...(usesValidation ? (['validation.labels'] as const) : [])), // `train` has the features
    inputs: { rows, train: inputs.train, ...(usesValidation && { validation }), ...(initial && { initial }) },
    ...modelIngredients(planning, spec),
    async run(context) {
      const parts = await context.get(rows);
      const shaped = await context.get(inputs.train);
      const data: LabelledRows = {
        shape: shaped.shape,
        features: shaped.features,
        labels: parts.train.labels,
        classes: parts.train.classes,
      };
      const held = usesValidation && parts.validation ? await context.get(validation) : undefined;
      const classifier: Classifier = await entry.create(spec, train, {
        shape: shaped.shape,
        classes: parts.train.classes.length,
        ...(augments && { augmenter: createAugmenter(augment) }),
        ...(initial && { initial: (await context.get(initial)).model }),
        ...(entry.usesCheckpoints && { checkpointDir: await context.checkpointDir() }),
      });
      const { weights } = parts.train;
      const begun = performance.now();
      const model = await classifier.fit(data, {
        seed,
        threads: stepThreads(planning, spec),
        onProgress: context.onProgress,
        ...(weights && { sampleWeight: weights }),
        ...(context.signal && { signal: context.signal }),
        ...(held && {
          validation: {
            features: held.features,
            labels: parts.validation?.labels ?? new Uint16Array(),
            classes: parts.train.classes,
          },
        }),
      });
      const history = historyOf(model);
      const seconds = Math.max((performance.now() - begun) / 1000, secondsOf(history));
      const importances = importancesOf(model, shaped.shape);
      const unfinished = unfinishedOf(model);
      return { model, seconds, history, ...(importances && { importances }), ...(unfinished && { unfinished }) };
    },
    release: ({ model }) => model.dispose?.(),
    codec: {
      encode: ({ model, ...rest }) => ({
        [MODEL_FILE]: encodeState(model.save()),
        [FIT_FILE]: encodeJson(rest),
      }),
      decode: async (files) => ({
        model: await loadSaved(planning.registry, decodeState(files[MODEL_FILE], `cached model '${id}'`), spec.kind),
        ...decodeJson<Omit<Fitted, 'model'>>(files[FIT_FILE]),
      }),
    },
  });
  const length = entry.continues?.(train);
  if (length === undefined) return made;
  const { params, ...identity } = made.identity;
  const apart = { ...identity, params: { ...(params as object), train: length } };
  return { ...made, checkpointKey: sha256('selvedge scratch 1\n', canonicalJson(apart)) };
}

/** A training that went on from a checkpoint took what all its epochs took. */
function secondsOf(history: Json): number {
  const { epochs } = (history ?? {}) as { epochs?: { trainSeconds?: number; evaluationSeconds?: number }[] };
  if (!Array.isArray(epochs)) return 0;
  return epochs.reduce((sum, { trainSeconds = 0, evaluationSeconds = 0 }) => sum + trainSeconds + evaluationSeconds, 0);
}

function importancesOf(model: FittedClassifier, shape: readonly number[]): Importances | undefined {
  const { featureImportances } = model as { featureImportances?: () => Float64Array };
  const [height, width, channels = 1] = shape;
  if (!featureImportances || !hasMethod(model, 'featureImportances') || shape.length < 2 || channels !== 1)
    return undefined;
  const values = Array.from(featureImportances.call(model), (value) => Number(value.toPrecision(4)));
  return { shape: [height, width], values };
}

function historyOf(model: FittedClassifier): Json {
  const { history } = model as { readonly history?: Json };
  return history ?? null;
}

/** How fitting went, apart from the model: what a run that is wholly cached needs to know of it. */
export interface FitSummary {
  readonly seconds: number;
  readonly history: Json;
  readonly importances?: Importances;
  readonly unfinished?: Unfinished;
}

/** Reads the summary of a fit without reading the model, once both are in the cache. */
export function fitSummaryNode(fit: Node<Fitted>, id: string): Node<FitSummary> {
  return node({
    id: `fit/${id}/summary`,
    kind: 'fit',
    label: `summarise the fit of ${id}`,
    params: 'summary',
    inputs: { fit },
    ...ownIngredients(),
    async run(context) {
      const { model: _, ...result } = await context.get(fit);
      return result;
    },
    codec: jsonCodec<FitSummary>('summary.json'),
  });
}

import { type Labels, type Matrix, predictedLabels, type ShapedRows } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { node } from '@selvedge/workflow';
import type { Codec, Node, StepContext } from '@selvedge/workflow/types';
import { modelIngredients } from '../plan/ingredients.js';
import type { Planning } from '../plan/planning.js';
import { stepThreads } from '../plan/step-threads.js';
import { type ModelSpec, modelEntry } from '../registry/models.js';
import { decodeState, encodeState } from './codecs.js';
import type { Fitted } from './fit.js';

/** What a model predicts for the rows of a part, in their order. */
export interface PartPredictions {
  readonly predicted: Labels;
  /** Rows x classes; absent where only labels were asked for. */
  readonly probabilities?: Matrix<Float32Array>;
  readonly seconds: number;
}

export const PREDICTIONS_FILE = 'predictions.safetensors';

export interface PredictInputs {
  readonly fit: Node<Fitted>;
  readonly rows: Node<ShapedRows>;
}

/** What predicts what. */
export interface PredictConfig {
  readonly model: ModelSpec;
  readonly part: string;
  readonly id: string;
}

/** Predicts one part. */
export function predictNode(
  { fit, rows }: PredictInputs,
  { model: spec, part, id }: PredictConfig,
  planning: Planning,
): Node<PartPredictions> {
  return node<PartPredictions>({
    id: `predict/${id}/${part}`,
    kind: 'predict',
    label: `predict ${part} rows with ${id}`,
    params: { model: spec as unknown as Json },
    inputs: { fit, rows },
    ...modelIngredients(planning, spec),
    async run(context) {
      const { features } = await context.get(rows);
      const { model } = await context.get(fit);
      const begun = performance.now();
      const options = {
        threads: stepThreads(planning, spec),
        onProgress: context.onProgress,
        ...(context.signal && { signal: context.signal }),
      };
      const probabilities = await model.predictProba(features, options);
      const predicted = predictedLabels(model, probabilities);
      return { predicted, probabilities, seconds: (performance.now() - begun) / 1000 };
    },
    codec,
  });
}

/**
 * Labels for the rows of a part by a fit that several models share: all such steps of one fit that are requested are
 * answered by one pass.
 */
export function sharedPredictNode(
  { fit, rows }: PredictInputs,
  { model: spec, part, id }: PredictConfig,
  planning: Planning,
): Node<PartPredictions> {
  const entry = modelEntry(planning.registry, spec.kind);
  const { sharedFit } = entry;
  if (!sharedFit) throw new Error(`internal: ${spec.kind} has no shared fit`);
  const answer = async (specs: readonly ModelSpec[], context: StepContext): Promise<readonly PartPredictions[]> => {
    const { features } = await context.get(rows);
    const { model } = await context.get(fit);
    const begun = performance.now();
    const options = {
      threads: stepThreads(planning, spec),
      onProgress: context.onProgress,
      ...(context.signal && { signal: context.signal }),
    };
    const labels = await sharedFit.predictMany(model, specs, features, options);
    const seconds = (performance.now() - begun) / 1000;
    return labels.map((predicted) => ({ predicted, seconds: seconds / labels.length }));
  };
  return node<PartPredictions>({
    id: `predict/${id}/${part}`,
    kind: 'predict',
    label: `predict ${part} rows with ${id}`,
    params: { model: spec as unknown as Json, only: 'labels' },
    inputs: { fit, rows },
    ...modelIngredients(planning, spec),
    run: async (context) => (await answer([spec], context))[0],
    batch: {
      group: `${fit.key}/${rows.key}`,
      member: spec,
      run: (members, context) => answer(members as readonly ModelSpec[], context),
    },
    codec,
  });
}

const codec: Codec<PartPredictions> = {
  encode: ({ predicted, probabilities, seconds }) => ({
    [PREDICTIONS_FILE]: encodeState({
      format: 'selvedge.predictions',
      version: 1,
      config: { seconds },
      tensors: {
        predicted: { values: predicted, shape: [predicted.length] },
        ...(probabilities && {
          probabilities: { values: probabilities.values, shape: [probabilities.rows, probabilities.columns] },
        }),
      },
    }),
  }),
  decode: (files) => {
    const { config, tensors } = decodeState(files[PREDICTIONS_FILE], 'cached predictions');
    const { predicted, probabilities } = tensors;
    return {
      predicted: predicted.values as Labels,
      seconds: Number(config['seconds']),
      ...(probabilities && {
        probabilities: {
          values: probabilities.values as Float32Array,
          rows: probabilities.shape[0],
          columns: probabilities.shape[1],
        },
      }),
    };
  },
};

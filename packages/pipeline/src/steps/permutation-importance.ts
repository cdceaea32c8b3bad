import { type Matrix, rowRange } from '@selvedge/data';
import { formOfRows, isStored } from '@selvedge/data/checks';
import type { Json } from '@selvedge/data/types';
import { type MetricName, permutationImportance } from '@selvedge/evaluate';
import type { PermutationImportance } from '@selvedge/evaluate/types';
import { fittedWithTransforms } from '@selvedge/preprocess/prepared';
import { node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { modelIngredients } from '../plan/ingredients.js';
import type { Planning } from '../plan/planning.js';
import { stepThreads } from '../plan/step-threads.js';
import type { ModelSpec } from '../registry/models.js';
import { jsonCodec } from './codecs.js';
import type { RobustnessInputs } from './robustness.js';
import { labelsOf, readsOf } from './rows.js';

/** What each column of the data is worth to a model. Plain JSON. */
export interface ColumnImportances extends PermutationImportance {
  readonly part: 'test' | 'validation';
  /** Of the data's columns, where they have names. */
  readonly names?: readonly string[];
}

/** Which model is scored, on what, by what. */
export interface PermutationConfig {
  readonly model: ModelSpec;
  readonly metric: MetricName;
  readonly repeats: number;
  readonly part: 'test' | 'validation';
  readonly seed: number;
  readonly id: string;
}

/** Scores a model on rows of which one column is shuffled: columns as they are in the data, before preparation. */
export function permutationImportanceNode(
  { rows, prepared, fit }: RobustnessInputs,
  { model, metric, repeats, part, seed, id }: PermutationConfig,
  planning: Planning,
): Node<ColumnImportances> {
  return node({
    id: `permutation-importance/${id}`,
    kind: 'score',
    label: `score ${part} rows of ${id} with columns shuffled`,
    params: { model: model as unknown as Json, metric, repeats, part, seed, shuffled: 'columns' },
    inputs: { rows, prepared, fit },
    reads: readsOf(rows, `${part}.features`, `${part}.labels`),
    ...modelIngredients(planning, model, ['evaluate']),
    async run(context) {
      const { [part]: held } = await context.get(rows);
      if (!held) throw new Error(`internal: no ${part} rows`);
      const { fitted } = await context.get(prepared);
      const form = formOfRows(held);
      const whole = fittedWithTransforms(fitted, (await context.get(fit)).model, form);
      const labels = labelsOf(held, { model: id, purpose: 'permutation importance' });
      const measured = await permutationImportance(
        whole,
        { features: inMemory(held.features), labels, classes: held.classes },
        {
          metric,
          repeats,
          seed,
          threads: stepThreads(planning, model),
          onProgress: context.onProgress,
          ...(context.signal && { signal: context.signal }),
        },
      );
      return { ...measured, part, ...(form.names && { names: form.names }) };
    },
    codec: jsonCodec<ColumnImportances>('permutation-importance.json'),
  });
}

const inMemory = (features: Matrix): Matrix =>
  isStored(features) ? features.take(rowRange(0, features.rows)) : features;

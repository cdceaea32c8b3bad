import { formOfRows } from '@selvedge/data/checks';
import type { Json } from '@selvedge/data/types';
import { robustness } from '@selvedge/evaluate';
import type { RobustnessTable } from '@selvedge/evaluate/types';
import { corrupt, corruptions as known } from '@selvedge/preprocess';
import { fittedWithTransforms } from '@selvedge/preprocess/prepared';
import { node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { modelIngredients } from '../plan/ingredients.js';
import type { Planning } from '../plan/planning.js';
import { stepThreads } from '../plan/step-threads.js';
import type { ModelSpec } from '../registry/models.js';
import type { RobustnessSpec } from '../spec/evaluate-schema.js';
import { jsonCodec } from './codecs.js';
import type { Fitted } from './fit.js';
import type { Prepared } from './prepare.js';
import { rangeOf } from './range-of.js';
import { labelsOf, type RowsNode, readsOf } from './rows.js';

export interface RobustnessInputs {
  readonly rows: RowsNode;
  readonly prepared: Node<Prepared>;
  readonly fit: Node<Fitted>;
}

/** Which model is scored, on what. */
export interface RobustnessConfig {
  readonly model: ModelSpec;
  readonly spoil: RobustnessSpec;
  readonly part: 'test' | 'validation';
  readonly seed: number;
  readonly id: string;
}

/** Scores a model on corrupted copies of the test (or validation) rows; corrupted before preparation. */
export function robustnessNode(
  { rows, prepared, fit }: RobustnessInputs,
  { model, spoil, part, seed, id }: RobustnessConfig,
  planning: Planning,
): Node<RobustnessTable> {
  const { corruptions = [...known.names], severities = [1, 2, 3, 4, 5] } = spoil;
  return node({
    id: `robustness/${id}`,
    kind: 'score',
    label: `score corrupted ${part} rows of ${id}`,
    params: { model: model as unknown as Json, corruptions, severities, part, seed },
    inputs: { rows, prepared, fit },
    reads: readsOf(rows, 'train.features', `${part}.features`, `${part}.labels`),
    ...modelIngredients(planning, model, ['evaluate']),
    async run(context) {
      const { train, [part]: held } = await context.get(rows);
      if (!held) throw new Error(`internal: no ${part} rows`);
      const { fitted } = await context.get(prepared);
      const whole = fittedWithTransforms(fitted, (await context.get(fit)).model, formOfRows(held));
      const range = rangeOf(train.features);
      const labels = labelsOf(held, { model: id, purpose: 'robustness' });
      return robustness({ [id]: whole }, held, labels, {
        kinds: corruptions,
        severities,
        corrupt: (images, options) => corrupt(images, { ...options, range }),
        seed,
        threads: stepThreads(planning, model),
        onProgress: context.onProgress,
        ...(context.signal && { signal: context.signal }),
      });
    },
    codec: jsonCodec<RobustnessTable>('robustness.json'),
  });
}

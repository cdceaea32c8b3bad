import { evaluatePredictions, type MetricName, metric } from '@selvedge/evaluate';
import type { Evaluation } from '@selvedge/evaluate/types';
import { node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { ownIngredients } from '../plan/ingredients.js';
import { jsonCodec } from './codecs.js';
import type { PartPredictions } from './predict.js';
import { labelsOf, type PartName, type RowsNode, readsOf } from './rows.js';

/** Every figure of one part. Plain JSON. */
export interface Scores {
  readonly metrics: Readonly<Partial<Record<MetricName, number | null>>>;
  readonly evaluation: Evaluation;
}

/** Scores predictions. */
export function scoreNode(
  rows: RowsNode,
  predictions: Node<PartPredictions>,
  part: PartName,
  metrics: readonly MetricName[],
  id: string,
): Node<Scores> {
  return node({
    id: `score/${id}/${part}`,
    kind: 'score',
    label: `score ${part} rows of ${id}`,
    params: { part, metrics },
    inputs: { rows, predictions },
    reads: readsOf(rows, `${part}.labels`),
    ...ownIngredients('data', 'evaluate'),
    async run(context) {
      const source = (await context.get(rows))[part];
      const { predicted, probabilities } = await context.get(predictions);
      if (!source) throw new Error(`internal: no ${part} rows`);
      const truth = labelsOf(source, { model: id, purpose: 'score' });
      const all = { truth, predicted, classes: source.classes, ...(probabilities && { probabilities }) };
      const values = metrics.map((name) => {
        const value = metric(name).of(all);
        return [name, Number.isNaN(value) ? null : value] as const;
      });
      return { metrics: Object.fromEntries(values), evaluation: evaluatePredictions(all) };
    },
    codec: jsonCodec<Scores>('scores.json'),
  });
}

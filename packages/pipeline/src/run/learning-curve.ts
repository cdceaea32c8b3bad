import { rowRange, SelvedgeError } from '@selvedge/data';
import type { MetricName } from '@selvedge/evaluate';
import { planLearningCurve } from '@selvedge/resample/plans';
import type { Executor, Node } from '@selvedge/workflow/types';
import { configNodesOn, numericSeed } from '../plan/config-nodes.js';
import type { EvaluateSpec } from '../spec/evaluate-schema.js';
import { fewerRowsNode, resampledLabels } from '../steps/resampled-rows.js';
import type { FittedEntry } from './fit-entry.js';

/** Score against the number of training rows. Plain JSON. */
export interface LearningCurveResult {
  readonly metric: MetricName;
  readonly points: readonly {
    readonly trainRows: number;
    /** Of the rows that it was fitted on, and of all validation rows. */
    readonly train: number | null;
    readonly validation: number | null;
  }[];
}

/**
 * Executes the plan of `learningCurve` on the training rows, judged by the validation rows: would more data help? Every
 * fit is a cached step of its own.
 *
 * @throws SelvedgeError `invalid-argument` without validation rows, or for a size that is neither a share nor a number of the training rows
 */
export async function learningCurveOf(
  { entry, nodes, planning }: FittedEntry,
  { sizes }: NonNullable<EvaluateSpec['learningCurve']>,
  executor: Executor,
): Promise<{ readonly result: LearningCurveResult; readonly nodes: readonly Node[] }> {
  const { config } = nodes;
  const { name } = entry;
  const [metric] = entry.evaluate.metrics;
  const { train, validation } = await executor.get(nodes.rows);
  if (!validation) {
    throw new SelvedgeError(
      'invalid-argument',
      `${name}: a learning curve is scored on validation rows and the split leaves none; give \`split\` a validation part.`,
    );
  }
  const labels = resampledLabels({ train, validation });
  const own = train.labels.length;
  const folds = [{ train: rowRange(0, own), test: rowRange(own, labels.length) }];
  const seed = numericSeed(config.seed);
  const plan = planLearningCurve({ labels }, { folds, seed, ...(sizes && { sizes }) });
  const points: LearningCurveResult['points'][number][] = [];
  const asked: Node[] = [];
  for (const fit of plan.fits) {
    const trainRows = fit.train.length;
    const rows = fewerRowsNode(nodes.rows, fit);
    const fewer = configNodesOn(rows, { config, id: `${name}/${fit.id}`, hasValidation: true }, planning);
    const scoreOn = async (part: 'train' | 'validation'): Promise<number | null> => {
      const node = fewer.score(part, [metric]);
      asked.push(node);
      return (await executor.get(node)).metrics[metric] ?? null;
    };
    points.push({ trainRows, train: await scoreOn('train'), validation: await scoreOn('validation') });
    executor.keepOnly([nodes.fit, nodes.part('train')]);
  }
  return { result: { metric, points }, nodes: asked };
}

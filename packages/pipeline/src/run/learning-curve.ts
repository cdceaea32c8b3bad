import { rowRange, SelvedgeError } from '@selvedge/data';
import type { MetricName } from '@selvedge/evaluate';
import { planLearningCurve } from '@selvedge/resample/plans';
import type { Executor, Node } from '@selvedge/workflow/types';
import { configNodesOn, numericSeed } from '../plan/config-nodes.js';
import type { EvaluateSpec } from '../spec/evaluate-schema.js';
import { fewerRowsNode, resampledLabels } from '../steps/resampled-rows.js';
import type { Scores } from '../steps/score.js';
import type { ChosenEntry } from './fit-entry.js';

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

type CurveSpec = NonNullable<EvaluateSpec['learningCurve']>;

/** One point of a learning curve, before anything has been fitted. */
interface PlannedPoint {
  readonly trainRows: number;
  readonly train: Node<Scores>;
  readonly validation: Node<Scores>;
}

/**
 * Plans a learning curve on the training rows, judged by the validation rows: would more data help?
 *
 * @returns its points by ascending size
 * @throws SelvedgeError `invalid-argument` without validation rows, or for a size that is neither a share nor a number of the training rows
 */
export async function planCurve(
  { entry: { name, evaluate }, nodes, planning }: ChosenEntry,
  { sizes }: CurveSpec,
  executor: Executor,
): Promise<readonly PlannedPoint[]> {
  const { config } = nodes;
  const [metric] = evaluate.metrics;
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
  const plan = planLearningCurve({ labels }, { folds, seed: numericSeed(config.seed), ...(sizes && { sizes }) });
  return plan.fits.map((fit) => {
    const rows = fewerRowsNode(nodes.rows, fit);
    const fewer = configNodesOn(rows, { config, id: `${name}/${fit.id}`, hasValidation: true }, planning);
    const [onTrain, onValidation] = [fewer.score('train', [metric]), fewer.score('validation', [metric])];
    return { trainRows: fit.train.length, train: onTrain, validation: onValidation };
  });
}

/** Executes the plan of a learning curve. Every fit is a cached step of its own. @throws as `planCurve` */
export async function learningCurveOf(
  chosen: ChosenEntry,
  spec: CurveSpec,
  executor: Executor,
): Promise<{ readonly result: LearningCurveResult; readonly nodes: readonly Node[] }> {
  const { entry, nodes } = chosen;
  const [metric] = entry.evaluate.metrics;
  const planned = await planCurve(chosen, spec, executor);
  const points: LearningCurveResult['points'][number][] = [];
  const scoreOf = async (node: Node<Scores>): Promise<number | null> =>
    (await executor.get(node)).metrics[metric] ?? null;
  for (const { trainRows, train, validation } of planned) {
    points.push({ trainRows, train: await scoreOf(train), validation: await scoreOf(validation) });
    executor.keepOnly([nodes.fit, nodes.part('train')]);
  }
  return { result: { metric, points }, nodes: planned.flatMap(({ train, validation }) => [train, validation]) };
}

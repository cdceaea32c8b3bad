import { SelvedgeError } from '@selvedge/data';
import type { MetricName } from '@selvedge/evaluate';
import type { Executor, Node } from '@selvedge/workflow';
import { numericSeed, settingNodesOn } from '../plan/setting-nodes.js';
import type { EvaluateSpec } from '../spec/evaluate-schema.js';
import { fewerRowsNode } from '../steps/fewer-rows.js';
import type { FittedVariant } from './fit-variant.js';

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

const DEFAULT_SIZES = [0.05, 0.1, 0.2, 0.5, 1];

/**
 * Fits the model on parts of the training rows and scores each on the validation rows: would more data help? Every fit is
 * a cached step of its own.
 *
 * @throws SelvedgeError `invalid-argument` without validation rows, or for more rows than there are
 */
export async function learningCurveOf(
  { variant, nodes, planning }: FittedVariant,
  { sizes = DEFAULT_SIZES }: NonNullable<EvaluateSpec['learningCurve']>,
  executor: Executor,
): Promise<{ readonly result: LearningCurveResult; readonly nodes: readonly Node[] }> {
  const { setting } = nodes;
  const { name } = variant;
  const [metric] = variant.evaluate.metrics;
  const { train, validation } = await executor.get(nodes.rows);
  if (!validation) {
    throw new SelvedgeError(
      'invalid-argument',
      `${name}: a learning curve is scored on validation rows and the split leaves none; give \`split\` a validation part.`,
    );
  }
  const all = train.labels.length;
  const counts = [...new Set(sizes.map((size) => (size <= 1 ? Math.max(1, Math.round(size * all)) : size)))];
  const excess = counts.find((count) => count > all);
  if (excess !== undefined) {
    throw new SelvedgeError(
      'invalid-argument',
      `${name}: the learning curve asks for ${excess} training rows; there are ${all}. Use shares up to 1, or fewer rows.`,
    );
  }
  const points: LearningCurveResult['points'][number][] = [];
  const asked: Node[] = [];
  for (const trainRows of counts.sort((a, b) => a - b)) {
    const rows = fewerRowsNode(nodes.rows, trainRows, numericSeed(setting.seed));
    const fewer = settingNodesOn(rows, { setting, id: `${name}/rows-${trainRows}`, hasValidation: true }, planning);
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

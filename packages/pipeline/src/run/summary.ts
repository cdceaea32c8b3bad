import type { Pipeline } from '../spec/pipeline.js';
import type { ModelResult, PartResult, RunResults } from './results.js';
import type { RunRecord } from './run-folder.js';

/** `85.54 %` */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '-' : `${(100 * share).toFixed(2)} %`;

/** `85.54 % (84.84 to 86.22)` */
export function accuracyWithInterval(part: PartResult | undefined): string {
  if (!part) return '-';
  const { value, interval } = part.evaluation.report.accuracy;
  return `${percent(value)} (${(100 * interval.low).toFixed(2)} to ${(100 * interval.high).toFixed(2)})`;
}

/** `0.12 s`, `4.3 s`, `2 min 5 s` */
export function duration(seconds: number): string {
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** The part that a model is judged by. */
export const judged = ({ parts }: ModelResult): PartResult | undefined => parts.test ?? parts.validation ?? parts.train;

/** What must be said wherever figures of generated images are shown. */
export function generatedNotice({ data }: RunResults): string | undefined {
  if (!data.generated) return undefined;
  const instead = data.wanted === data.name ? '' : `'${data.wanted}' was not found and could not be fetched. `;
  return `${instead}These are GENERATED images ('${data.name}'): no figure compares with a published one.`;
}

export function summaryMarkdown(pipeline: Pipeline, results: RunResults, record: RunRecord): string {
  const notice = generatedNotice(results);
  const rows = results.models.map((model) => {
    const seconds = judged(model)?.predictSeconds ?? 0;
    const reported = model.reported?.metrics['accuracy'];
    return `| ${[
      model.name,
      percent(model.parts.validation?.evaluation.report.accuracy.value),
      accuracyWithInterval(model.parts.test),
      ...(results.models.some((each) => each.reported) ? [percent(reported)] : []),
      duration(model.fitSeconds),
      duration(seconds),
    ].join(' | ')} |`;
  });
  const heads = [
    'model',
    'validation accuracy',
    'test accuracy (95 % interval)',
    ...(results.models.some((each) => each.reported) ? ['reported'] : []),
    'fit',
    'predict',
  ];
  const pairs = results.models.map((model) => {
    const list = judged(model)?.evaluation.mostConfused.slice(0, 5) ?? [];
    const said = list.map(
      ({ trueClass, predictedClass, count }) => `${trueClass} taken for ${predictedClass}: ${count}`,
    );
    return `- ${model.name}: ${said.join('; ')}`;
  });
  return [
    `# ${pipeline.report.title ?? pipeline.name}`,
    '',
    ...(notice ? [`> **${notice}**`, ''] : []),
    ...(pipeline.report.text ? [pipeline.report.text, ''] : []),
    `Data: ${results.data.name}, ${results.data.found}. Run ${record.id}, seed ${record.seed}.`,
    '',
    `| ${heads.join(' | ')} |`,
    `| ${heads.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
    ...(results.comparison ? [results.comparison.sentence, ''] : []),
    '## Confused most',
    '',
    ...pairs,
    '',
  ].join('\n');
}

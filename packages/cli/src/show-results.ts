import { relative } from 'node:path';
import {
  accuracyOverFolds,
  accuracyWithInterval,
  duration,
  generatedNotice,
  type ModelResult,
  percent,
  primarySplit,
} from '@selvedge/pipeline/runs';
import type { RunResult } from '@selvedge/pipeline/types';
import { type Column, table, wrap } from './table.js';
import type { Terminal } from './terminal.js';

/** Prints what a run found: the table, the pairs that are confused most, the folder. */
export function showResults({ results, folder, record, steps }: RunResult, { out, width, color }: Terminal): void {
  const notice = generatedNotice(results);
  const hasValidation = results.models.some(({ parts }) => parts.validation);
  const hasFolds = results.models.some(({ crossValidation }) => crossValidation);
  const hasTest = results.models.some(({ parts }) => parts.test);
  const hasReported = results.models.some(({ reported }) => reported?.metrics['accuracy'] !== undefined);
  const columns: Column[] = [
    { head: 'model' },
    ...(hasValidation ? [{ head: 'validation', align: 'right' as const }] : []),
    ...(hasFolds ? [{ head: 'folds (mean ± deviation)', align: 'right' as const }] : []),
    ...(hasTest ? [{ head: 'test (95 % interval)', align: 'right' as const }] : []),
    ...(hasReported ? [{ head: 'reported', align: 'right' as const }] : []),
    { head: 'fit', align: 'right' },
    { head: 'predict', align: 'right' },
  ];
  const rows = results.models.map((model) => [
    model.sweep ? `${model.name} (${model.sweep.chosen})` : model.name,
    ...(hasValidation ? [percent(model.parts.validation?.evaluation.report.accuracy.value)] : []),
    ...(hasFolds ? [accuracyOverFolds(model)] : []),
    ...(hasTest ? [accuracyWithInterval(model.parts.test)] : []),
    ...(hasReported ? [percent(model.reported?.metrics['accuracy'])] : []),
    duration(model.fitSeconds),
    duration(primarySplit(model)?.predictSeconds ?? 0),
  ]);
  out('');
  out(color.bold(`${results.name}: ${results.data.name}`));
  if (notice) out(color.yellow(wrap(`! ${notice}`, width)));
  out('');
  out(table(columns, rows, width));
  if (results.comparison) {
    out('');
    out(wrap(results.comparison.sentence, width));
  }
  out('');
  out('Confused most' + (hasTest ? ' (test rows)' : ''));
  for (const model of results.models) out(wrap(confusedLine(model), width, '  '));
  out('');
  const ran = steps.filter(({ outcome }) => outcome === 'ran').length;
  const cached = steps.filter(({ outcome }) => outcome === 'cached').length;
  const work = cached > 0 ? `, ${cached} of ${ran + cached} steps from the cache` : '';
  out(`Run ${shortPath(folder)} (${duration(record.seconds ?? 0)}${work})`);
}

function confusedLine(model: ModelResult): string {
  const scored = primarySplit(model);
  if (scored === undefined) return `${model.name}: not scored, without validation or test rows`;
  const pairs = scored.evaluation.mostConfused.slice(0, 3);
  if (pairs.length === 0) return `${model.name}: nothing`;
  const shown = pairs.map(
    ({ trueClass, predictedClass, count, shareOfTrue }) =>
      `${trueClass} → ${predictedClass} ${count} (${(100 * shareOfTrue).toFixed(1)} %)`,
  );
  return `${model.name}: ${shown.join(', ')}`;
}

/** Relative to the working folder where that is shorter. */
export function shortPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near !== '' && near.length < path.length ? near : path;
}

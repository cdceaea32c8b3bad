import { type Block, modelBarsFigure, type Section } from '@selvedge/report';
import type { ModelResult, RunResults } from '../run/results.js';
import { accuracyOverFolds, accuracyWithInterval, duration, percent, primarySplit } from '../run/summary.js';
import { figureBlock } from './figure-block.js';

/** Every model in a row, and which differences are significant. */
export const resultsSection = (results: RunResults, figures: boolean): Section => ({
  title: 'Results',
  blocks: [resultsTable(results), ...(figures ? comparisonBlocks(results) : [])],
});

function resultsTable({ models }: RunResults): Block {
  const withReported = models.some(({ reported }) => reported);
  const withFolds = models.some(({ crossValidation }) => crossValidation);
  return {
    kind: 'table',
    columns: [
      { name: 'model' },
      { name: 'validation', align: 'right' },
      ...(withFolds ? [{ name: 'mean over folds ± deviation', align: 'right' as const }] : []),
      { name: 'test accuracy (95 % interval)', align: 'right' },
      { name: 'macro F1', align: 'right' },
      ...(withReported ? [{ name: 'reported', align: 'right' as const }] : []),
      { name: 'trained on', align: 'right' },
      { name: 'fit', align: 'right' },
      { name: 'predict', align: 'right' },
    ],
    rows: models.map((model) => {
      const macro = primarySplit(model)?.evaluation.report.macro;
      return [
        model.sweep ? `${model.name} (${model.sweep.chosen})` : model.name,
        percent(model.parts.validation?.evaluation.report.accuracy.value),
        ...(withFolds ? [accuracyOverFolds(model)] : []),
        accuracyWithInterval(model.parts.test),
        macro === undefined ? '-' : macro.f1.toFixed(4),
        ...(withReported ? [reportedText(model)] : []),
        model.trainRows.toLocaleString('en'),
        duration(model.fitSeconds),
        duration(primarySplit(model)?.predictSeconds ?? 0),
      ];
    }),
  };
}

const reportedText = ({ reported }: ModelResult): string =>
  Object.entries(reported?.metrics ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

function comparisonBlocks({ comparison }: RunResults): readonly Block[] {
  if (!comparison) return [];
  return [
    figureBlock(modelBarsFigure(comparison, { title: 'Accuracy on the test rows', subtitle: 'with 95 % intervals' })),
    ...comparison.pairs.slice(0, 10).map(({ sentence }): Block => ({ kind: 'text', text: sentence })),
  ];
}

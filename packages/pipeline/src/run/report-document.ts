import {
  type Block,
  classErrorsFigure,
  confusionFigure,
  modelBarsFigure,
  type ReportDocument,
  type Section,
  scoreTableFigure,
} from '@selvedge/report';
import type { Pipeline } from '../spec/pipeline.js';
import type { ModelResult, RunResults } from './results.js';
import type { RunRecord } from './run-folder.js';
import { accuracyWithInterval, duration, generatedNotice, judged, percent } from './summary.js';

/** The report of a run as data; `@selvedge/report` sets it. */
export function reportDocument(
  pipeline: Pipeline,
  results: RunResults,
  record: RunRecord,
  specText: string,
): ReportDocument {
  const notice = generatedNotice(results);
  const figures = pipeline.report.figures !== false;
  return {
    title: pipeline.report.title ?? pipeline.name,
    subtitle: `${results.data.name}, ${results.data.found}. Run ${record.id}, seed ${record.seed}.`,
    verdict: [...(pipeline.report.text ? [pipeline.report.text] : []), ...verdicts(results)],
    ...(notice && { warnings: [notice] }),
    sections: [
      { title: 'Results', blocks: [resultsTable(results), ...(figures ? comparisonBlocks(results) : [])] },
      ...results.models.filter(({ sweep, crossValidation }) => sweep || crossValidation).map(searchSection),
      ...results.models.map((model) => modelSection(model, figures)),
      {
        title: 'How it was run',
        blocks: [
          { kind: 'code', text: specText },
          { kind: 'text', text: provenance(results, record) },
        ],
      },
    ],
  };
}

function verdicts(results: RunResults): readonly string[] {
  if (results.comparison) return [results.comparison.sentence];
  return results.models.map((model) => `${model.name}: ${accuracyWithInterval(judged(model))} accuracy.`);
}

function resultsTable({ models }: RunResults): Block {
  const withReported = models.some(({ reported }) => reported);
  return {
    kind: 'table',
    columns: [
      { name: 'model' },
      { name: 'validation accuracy', align: 'right' },
      { name: 'test accuracy (95 % interval)', align: 'right' },
      { name: 'macro precision', align: 'right' },
      { name: 'macro recall', align: 'right' },
      { name: 'macro F1', align: 'right' },
      ...(withReported ? [{ name: 'reported', align: 'right' as const }] : []),
      { name: 'training rows', align: 'right' },
      { name: 'fit', align: 'right' },
      { name: 'predict', align: 'right' },
    ],
    rows: models.map((model) => {
      const macro = judged(model)?.evaluation.report.macro;
      return [
        model.sweep ? `${model.name} (${model.sweep.chosen})` : model.name,
        percent(model.parts.validation?.evaluation.report.accuracy.value),
        accuracyWithInterval(model.parts.test),
        ...[macro?.precision, macro?.recall, macro?.f1].map((value) => (value === undefined ? '-' : value.toFixed(4))),
        ...(withReported ? [reportedText(model)] : []),
        model.trainRows.toLocaleString('en'),
        duration(model.fitSeconds),
        duration(judged(model)?.predictSeconds ?? 0),
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
    {
      kind: 'figure',
      figure: modelBarsFigure(comparison, { title: 'Accuracy on the test rows', subtitle: 'with 95 % intervals' }),
    },
    ...comparison.pairs.slice(0, 10).map(({ sentence }): Block => ({ kind: 'text', text: sentence })),
  ];
}

function searchSection({ name, sweep, crossValidation }: ModelResult): Section {
  const blocks: Block[] = [];
  if (sweep) {
    blocks.push({
      kind: 'table',
      caption: `Chosen on validation rows: ${sweep.chosen}`,
      columns: [{ name: 'setting' }, { name: `validation ${sweep.metric}`, align: 'right' }, { name: '' }],
      rows: sweep.points.map(({ label, value, chosen }) => [
        label,
        value === null ? '-' : value.toFixed(4),
        chosen ? 'chosen' : '',
      ]),
    });
  }
  if (crossValidation) {
    blocks.push({
      kind: 'table',
      caption: `${crossValidation.folds}-fold cross-validation on training and validation rows; every fold starts afresh`,
      columns: [
        { name: 'metric' },
        { name: 'mean', align: 'right' },
        { name: 'standard deviation', align: 'right' },
        { name: 'folds' },
      ],
      rows: Object.entries(crossValidation.metrics).map(([metric, { mean, standardDeviation, values }]) => [
        metric,
        mean.toFixed(4),
        standardDeviation?.toFixed(4) ?? '-',
        values.map((value) => value.toFixed(4)).join(', '),
      ]),
    });
  }
  return { title: `${name}: search`, blocks };
}

function modelSection(model: ModelResult, figures: boolean): Section {
  const part = judged(model);
  const where = model.parts.test ? 'test rows' : 'validation rows';
  if (!part) return { title: model.name, blocks: [] };
  const { evaluation } = part;
  return {
    title: model.name,
    blocks: [
      ...(model.note ? [{ kind: 'text' as const, text: model.note }] : []),
      { kind: 'code', text: JSON.stringify({ preprocess: model.preprocess, model: model.model }) },
      ...(figures
        ? [
            figure(
              confusionFigure(evaluation.confusion, { title: `${model.name}: confusion matrix`, subtitle: where }),
            ),
            figure(
              scoreTableFigure(evaluation.report, { title: `${model.name}: scores of each class`, subtitle: where }),
            ),
            figure(
              classErrorsFigure(evaluation.confusion, 'missed', {
                title: `${model.name}: what each class was taken for`,
                subtitle: where,
              }),
            ),
          ]
        : []),
      {
        kind: 'text',
        text: `Confused most: ${evaluation.mostConfused
          .slice(0, 5)
          .map(({ trueClass, predictedClass, count }) => `${trueClass} taken for ${predictedClass} ${count} times`)
          .join(', ')}.`,
      },
    ],
  };
}

const figure = (drawn: Extract<Block, { kind: 'figure' }>['figure']): Block => ({ kind: 'figure', figure: drawn });

const provenance = (results: RunResults, record: RunRecord): string =>
  `Started ${record.started}. Digest of predictions and metrics: ${results.digest}. ` +
  'Models were chosen on validation rows; the test rows were scored once per model, at the end.';

import { type Evaluation, type RobustnessTable, reportedAgainstOurs } from '@selvedge/evaluate';
import {
  type Block,
  calibrationFigure,
  classErrorsFigure,
  confusionFigure,
  modelBarsFigure,
  type ReportDocument,
  reportedFigure,
  type Section,
  scoreTableFigure,
} from '@selvedge/report';
import type { ReportSpec } from '../spec/report-schema.js';
import type { Mistakes } from '../steps/mistakes.js';
import { pointsOfHistory } from '../track/tracker.js';
import type { Environment } from './environment.js';
import type { ModelResult, RunResults } from './results.js';
import type { RunRecord } from './run-folder.js';
import { searchSection } from './search-section.js';
import { accuracyWithInterval, duration, generatedNotice, judged, percent } from './summary.js';

/** Everything that a run's folder says. */
export interface RunOnPaper {
  readonly spec: ReportSpec;
  readonly results: RunResults;
  readonly record: RunRecord;
  readonly environment: Environment;
  /** By model. */
  readonly mistakes: ReadonlyMap<string, Mistakes>;
  readonly resolved: unknown;
}

/** The report of a run as data; `@selvedge/report` sets it. */
export function reportDocument({ spec, results, record, environment, mistakes, resolved }: RunOnPaper): ReportDocument {
  const notice = generatedNotice(results);
  const figures = spec.figures !== false;
  return {
    title: spec.title ?? record.name,
    subtitle: `${results.data.name}. Run ${record.id}, seed ${record.seed}.`,
    verdict: [...(spec.text ? [spec.text] : []), ...verdicts(results)],
    ...(notice && { warnings: [notice] }),
    sections: [
      { title: 'Results', blocks: [resultsTable(results), ...(figures ? comparisonBlocks(results) : [])] },
      ...reportedSections(results, figures),
      ...robustnessSections(results, figures),
      ...results.models
        .filter(({ sweep, crossValidation, learningCurve }) => sweep || crossValidation || learningCurve)
        .map((model) => searchSection(model, figures)),
      ...results.models.map((model) => modelSection(model, figures, mistakes.get(model.name))),
      {
        title: 'How it was run',
        blocks: [
          { kind: 'text', text: provenance(results, record) },
          environmentTable(environment, record, results),
          { kind: 'text', text: 'Run again from nothing and compared to the bit:' },
          { kind: 'code', text: `selvedge replay ${record.id}` },
          { kind: 'text', text: 'The pipeline, with everything that it extends:' },
          { kind: 'code', text: JSON.stringify(resolved, null, 2) },
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
      { name: 'validation', align: 'right' },
      { name: 'test accuracy (95 % interval)', align: 'right' },
      { name: 'macro F1', align: 'right' },
      ...(withReported ? [{ name: 'reported', align: 'right' as const }] : []),
      { name: 'trained on', align: 'right' },
      { name: 'fit', align: 'right' },
      { name: 'predict', align: 'right' },
    ],
    rows: models.map((model) => {
      const macro = judged(model)?.evaluation.report.macro;
      return [
        model.sweep ? `${model.name} (${model.sweep.chosen})` : model.name,
        percent(model.parts.validation?.evaluation.report.accuracy.value),
        accuracyWithInterval(model.parts.test),
        macro === undefined ? '-' : macro.f1.toFixed(4),
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

function modelSection(model: ModelResult, figures: boolean, mistakes: Mistakes | undefined): Section {
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
            ...calibration(model, evaluation, where),
            ...learningCurves(model),
            ...importanceMap(model),
          ]
        : []),
      {
        kind: 'text',
        text: `Confused most: ${evaluation.mostConfused
          .slice(0, 5)
          .map(({ trueClass, predictedClass, count }) => `${trueClass} taken for ${predictedClass} ${count} times`)
          .join(', ')}.`,
      },
      ...(mistakes ? errorBrowser(mistakes) : []),
    ],
  };
}

function calibration({ name }: ModelResult, { probabilistic }: Evaluation, where: string): readonly Block[] {
  if (!probabilistic) return [];
  const curves = [{ name, curve: probabilistic.calibration }];
  return [
    figure(calibrationFigure(curves, { title: `${name}: how far its probabilities can be trusted`, subtitle: where })),
  ];
}

/** Where in the image the model looks. */
function importanceMap({ name, importances }: ModelResult): readonly Block[] {
  if (!importances) return [];
  const { shape, values } = importances;
  return [
    figure({
      kind: 'pixel-map',
      title: `${name}: which pixels matter`,
      subtitle: 'how much the splits on each pixel gained; dark is much',
      shape,
      maps: [{ values }],
      scale: 'sequential',
      size: 220,
    }),
  ];
}

/** Loss and accuracy per epoch of networks; the objective per iteration of solvers. */
function learningCurves({ name, history }: ModelResult): readonly Block[] {
  const points = pointsOfHistory(name, history).filter(
    ({ name: metric }) => metric === 'loss' || metric === 'accuracy',
  );
  const parts = [...new Set(points.map(({ part }) => part))].filter(
    (part) => part === 'train' || part === 'validation',
  );
  const curves = parts.flatMap((series) =>
    ['loss', 'accuracy'].map((metric) => ({
      metric,
      series,
      values: points.filter((point) => point.part === series && point.name === metric).map(({ value }) => value),
    })),
  );
  const drawn = curves.filter(({ values }) => values.length > 1);
  if (drawn.length === 0) return [];
  return [figure({ kind: 'learning-curves', title: `${name}: learning curves`, curves: drawn })];
}

function errorBrowser({ part, shape, mistakes }: Mistakes): readonly Block[] {
  if (mistakes.length === 0) return [];
  const pixelsOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
  return [
    {
      kind: 'text',
      text: `The ${mistakes.length} mistakes on the ${part} rows that it was surest of, each with the nearest training images and their labels.`,
    },
    {
      kind: 'mistakes',
      shape,
      mistakes: mistakes.map(({ pixels, neighbours, ...rest }) => ({
        ...rest,
        pixels: pixelsOf(pixels),
        neighbours: neighbours.map((near) => ({ ...near, pixels: pixelsOf(near.pixels) })),
      })),
    },
  ];
}

/** Accuracy of every model on spoilt images. */
function robustnessSections({ models }: RunResults, figures: boolean): readonly Section[] {
  const tables = models.flatMap(({ name, robustness }) => (robustness ? [{ name, table: robustness }] : []));
  if (tables.length === 0) return [];
  const kinds = [...new Set(tables.flatMap(({ table }) => table.kinds))];
  const of = (table: RobustnessTable, kind: string) => table.cells.filter((cell) => cell.kind === kind);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    {
      title: 'Robustness',
      blocks: [
        {
          kind: 'table',
          caption: 'Accuracy on spoilt copies of the rows, mean over the severities',
          columns: [{ name: 'spoilt by' }, ...tables.map(({ name }) => ({ name, align: 'right' as const }))],
          rows: [
            ['nothing', ...tables.map(({ table }) => percent(table.clean[0].accuracy.value))],
            ...kinds.map((kind) => [
              kind,
              ...tables.map(({ table }) => percent(mean(of(table, kind).map(({ accuracy }) => accuracy.value)))),
            ]),
          ],
        },
        ...(figures
          ? [
              figure({
                kind: 'robustness',
                title: 'Accuracy against severity',
                corruptions: kinds.map((kind) => ({
                  name: kind,
                  models: tables.map(({ name, table }) => ({
                    name,
                    severities: of(table, kind).map(({ severity }) => severity),
                    accuracies: of(table, kind).map(({ accuracy }) => accuracy.value),
                  })),
                })),
              }),
            ]
          : []),
      ],
    },
  ];
}

/** Published accuracies beside ours, where the file gives them. */
function reportedSections({ models }: RunResults, figures: boolean): readonly Section[] {
  const compared = models.flatMap((model) => {
    if (!model.reported) return [];
    const { metrics, source = 'published', rows = null, split = 'test', rounding, flaws, note } = model.reported;
    const alike = split === 'cross-validation' ? undefined : model.parts[split];
    const part = alike ?? judged(model);
    if (!part) return [];
    const value = metrics['accuracy'];
    if (value === undefined) return [];
    const { accuracy } = part.evaluation.report;
    const reported = {
      ...{ source, metric: 'accuracy', value, rows, split },
      ...(rounding !== undefined && { rounding }),
      ...(flaws && { flaws }),
      ...(note !== undefined && { note }),
    };
    const own = alike ? split : model.parts.test ? ('test' as const) : ('validation' as const);
    return [reportedAgainstOurs(model.name, reported, { ...accuracy, rows: accuracy.total, split: own })];
  });
  if (compared.length === 0) return [];
  return [
    {
      title: 'Reported against ours',
      blocks: [
        ...(figures ? [figure(reportedFigure(compared, { title: 'Accuracy, reported and ours' }))] : []),
        ...compared.map(({ sentence }): Block => ({ kind: 'text', text: sentence })),
      ],
    },
  ];
}

function environmentTable(
  { node, system, processor, processors, memoryBytes, code }: Environment,
  record: RunRecord,
  { data }: RunResults,
): Block {
  return {
    kind: 'table',
    columns: [{ name: 'environment' }, { name: '' }],
    rows: [
      ['data', `${data.name}, ${data.found}`],
      ['Node.js', node],
      ['system', system],
      ['processor', `${processor}, ${processors} cores, ${(memoryBytes / 2 ** 30).toFixed(0)} GiB memory`],
      ['seed', String(record.seed)],
      [
        'code',
        Object.entries(code)
          .map(([name, digest]) => `${name} ${digest.slice(0, 8)}`)
          .join(', '),
      ],
    ],
  };
}

const figure = (drawn: Extract<Block, { kind: 'figure' }>['figure']): Block => ({ kind: 'figure', figure: drawn });

const provenance = ({ digest, models }: RunResults, { started, resumed }: RunRecord): string => {
  const scored = models.filter(({ parts }) => parts.test).length;
  const taken =
    resumed === 0 ? '' : ` Taken up again ${resumed} time${resumed === 1 ? '' : 's'} after an interruption.`;
  return (
    `Started ${started}.${taken} Digest of predictions and metrics: ${digest}. Models were chosen on validation rows; ` +
    `the test labels were opened ${scored} time${scored === 1 ? '' : 's'}, once per model, after every choice.`
  );
};

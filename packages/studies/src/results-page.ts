import { reportedAgainstOurs } from '@selvedge/evaluate';
import { type Figure, figureSvg, reportedFigure } from '@selvedge/report';
import { CATALOGUE, fileOf, STUDIES, type StudyName, type StudyRow } from './catalogue.js';
import { CLAIMS, claimSentence } from './claims.js';
import { explorationFigures } from './exploration.js';
import { FLAWS } from './flaws.js';
import type { RecordedModel, RecordedRow, RecordedShare } from './record.js';
import { transposedReading } from './transposed.js';
import { type RecordedTwins, twinsSection } from './twins.js';

/** Files of the results page, by path relative to `docs`. */
export type ResultsPage = Readonly<Record<string, string>>;

/** Sets the table of every row, its figures and the sentences that follow from them. The same results, the same page. */
export async function resultsPage(
  results: ReadonlyMap<string, RecordedRow>,
  twins: RecordedTwins,
): Promise<ResultsPage> {
  const figures = figuresOf(results);
  const parts = [
    '# Results: five reports, row by row',
    INTRODUCTION,
    ...figures.slice(0, 1).map(({ file, alt }) => `![${alt}](results/${file})`),
    ...(Object.keys(STUDIES) as StudyName[]).flatMap((study) => [
      `## ${STUDIES[study]}`,
      studyTable(
        CATALOGUE.filter((row) => row.study === study),
        results,
      ),
      ...CATALOGUE.filter((row) => row.study === study).flatMap((row) => notesOf(row, results.get(row.id))),
    ]),
    '## What follows',
    CLAIMS.map((claim) => `- ${claimSentence(claim, results)}`).join('\n'),
    ...figures.slice(1).map(({ file, alt }) => `![${alt}](results/${file})`),
    ...readings(results),
    twinsSection(results, twins),
    '## Not run',
    notRun(results),
    '## How it was measured',
    provenance(results),
  ];
  const drawn = await Promise.all(
    figures.map(async ({ file, figure }) => [`results/${file}`, await figureSvg(figure)]),
  );
  return { 'results.md': `${parts.filter((part) => part !== '').join('\n\n')}\n`, ...Object.fromEntries(drawn) };
}

/** The twin of the transposed matrices: no pipeline of its own, since every run keeps its matrix. */
function readings(results: ReadonlyMap<string, RecordedRow>): readonly string[] {
  const texts = ['ann.mlp', 'uci.keras'].map((id) => transposedReading(results.get(id))).filter((text) => text !== '');
  return texts.length === 0 ? [] : ['## A confusion matrix read the wrong way (as reported)', ...texts];
}

const INTRODUCTION = `Every row is a pipeline in \`packages/studies\`, run on the full Fashion-MNIST. Choices are made on validation rows; the
test rows are scored once. Accuracies have 95 % Wilson intervals. This page is written by \`npx nx run studies:results\`
from \`packages/studies/results/*.json\`; a test fails when it differs from them. "As reported" rows reproduce a flaw of
a report and are not results. F numbers are explained in [honest results](honest-results.md).`;

const percent = (value: number): string => `${(100 * value).toFixed(2)}`;
const withInterval = ({ value, low, high }: RecordedShare): string =>
  `${percent(value)} (${percent(low)} to ${percent(high)})`;

function seconds(value: number): string {
  if (value < 60) return `${value.toFixed(1)} s`;
  return `${(value / 60).toFixed(1)} min`;
}

function studyTable(rows: readonly StudyRow[], results: ReadonlyMap<string, RecordedRow>): string {
  const lines = rows.flatMap((row) => {
    const recorded = results.get(row.id);
    const name = `[${row.id}](../packages/studies/${fileOf(row)})${row.asReported ? ' (as reported)' : ''}`;
    if (!recorded) return [`| ${name} | ${row.what} | ${row.reported} | not run | | | |`];
    return recorded.models.map((model, at) => {
      const label = recorded.models.length > 1 ? model.name : row.what;
      const { validation, test } = model.parts;
      const cells = [
        at === 0 ? name : '',
        recorded.models.length > 1 && at === 0 ? `${row.what}: ${label}` : label,
        at === 0 ? row.reported : '',
        validation ? percent(validation.accuracy.value) : '-',
        test ? withInterval(test.accuracy) : '-',
        seconds(model.fitSeconds),
        sizeOf(model),
      ];
      return `| ${cells.join(' | ')} |`;
    });
  });
  return [
    '| row | what | reported | validation % | test % (95 % interval) | fit | size |',
    '|---|---|---|---:|---:|---:|---:|',
    ...lines,
  ].join('\n');
}

const sizeOf = ({ modelBytes }: RecordedModel): string =>
  modelBytes === undefined ? '-' : `${(modelBytes / 1e6).toFixed(modelBytes < 1e7 ? 1 : 0)} MB`;

/** What stands under a study's table: the chosen setting, the verdict on the reported figure, the lesson. */
function notesOf(row: StudyRow, recorded: RecordedRow | undefined): readonly string[] {
  if (!recorded) return [];
  const said = recorded.models.flatMap((model) => {
    const chosen = model.sweep ? [`chosen on validation: ${model.sweep.chosen}.`] : [];
    const folds = model.crossValidation?.metrics['accuracy'];
    const crossed = folds
      ? [
          `${model.name === row.id ? '' : `${model.name}: `}folds ${folds.values.map((value) => percent(value)).join(', ')}; mean ${percent(folds.mean)}.`,
        ]
      : [];
    return [
      ...chosen,
      ...crossed,
      ...otherMetrics(model),
      ...verdictsOf(row.id, model).map(({ sentence }) => sentence),
    ];
  });
  const lines = [...said, ...recorded.verdicts.slice(0, 10), ...(row.lesson ? [row.lesson] : [])];
  return lines.length === 0 ? [] : [`**${row.id}**\n\n${lines.map((line) => `- ${line}`).join('\n')}`];
}

/** Reported figures other than accuracy, beside ours of the same rows. */
function otherMetrics({ reported, parts }: RecordedModel): readonly string[] {
  const { metrics, split = 'test' } = reported ?? { metrics: {} };
  const ours = split === 'cross-validation' ? undefined : parts[split]?.metrics;
  const pairs = Object.entries(metrics).flatMap(([name, value]) => {
    const own = ours?.[name];
    return name !== 'accuracy' && typeof own === 'number' ? [[name, value, own] as const] : [];
  });
  if (pairs.length === 0) return [];
  const said = pairs.map(([name, value, own]) => `${name} ${value.toFixed(2)} against ${own.toFixed(4)}`);
  return [`reported against ours, ${split} rows: ${said.join(', ')}.`];
}

/** Rows that were recorded before runs kept sentences have names. */
const sentenceOf = (flaw: string): string =>
  Object.hasOwn(FLAWS, flaw) ? `${flaw}: ${FLAWS[flaw as keyof typeof FLAWS]}` : flaw;

function verdictsOf(id: string, { name, reported, parts }: RecordedModel) {
  const { metrics, source = 'the report', rows = null, split = 'test', rounding, flaws } = reported ?? { metrics: {} };
  const title = name === id ? id : `${id}, ${name}`;
  const alike = split === 'cross-validation' ? undefined : parts[split];
  const own = alike ? split : parts['test'] ? ('test' as const) : ('validation' as const);
  const ours = alike ?? parts[own];
  const value = metrics['accuracy'];
  if (!ours || value === undefined) return [];
  const { accuracy } = ours;
  const interval = { low: accuracy.low, high: accuracy.high, level: 0.95, method: 'wilson' as const };
  return [
    reportedAgainstOurs(
      title,
      {
        ...{ source, metric: 'accuracy', value, rows, split },
        ...(rounding !== undefined && { rounding }),
        ...(flaws && { flaws: flaws.map(sentenceOf) }),
      },
      { value: accuracy.value, interval, rows: accuracy.rows, split: own },
    ),
  ];
}

interface PageFigure {
  readonly file: string;
  readonly alt: string;
  readonly figure: Figure;
}

function figuresOf(results: ReadonlyMap<string, RecordedRow>): readonly PageFigure[] {
  const found: PageFigure[] = [];
  const compared = CATALOGUE.filter(({ asReported }) => !asReported).flatMap(({ id }) =>
    (results.get(id)?.models ?? []).flatMap((model) => verdictsOf(id, model)),
  );
  if (compared.length > 0) {
    const title = 'Accuracy, reported and ours';
    found.push({
      file: 'reported.svg',
      alt: title,
      figure: reportedFigure(compared, { title, subtitle: 'ours with 95 % intervals' }),
    });
  }
  const frontier = CATALOGUE.filter(({ asReported }) => !asReported).flatMap(({ id }) => {
    const scored = (results.get(id)?.models ?? []).filter(({ parts }) => parts['test']);
    const accuracyOf = ({ parts }: RecordedModel): number => parts['test'].accuracy.value;
    const best = scored.toSorted((x, y) => accuracyOf(y) - accuracyOf(x)).slice(0, 1);
    return best.map((model) => ({ name: id, cost: model.fitSeconds / 60, accuracy: accuracyOf(model) }));
  });
  if (frontier.length > 1) {
    const title = 'Test accuracy against training time';
    found.push({
      file: 'frontier.svg',
      alt: title,
      figure: {
        kind: 'frontier',
        title,
        subtitle: 'two cores; the line joins what nothing faster beats',
        cost: 'minutes to train',
        points: frontier.map(({ name, cost, accuracy }) => ({ name, cost: Math.max(cost, 0.001), accuracy })),
      },
    });
  }
  const knn = results.get('uci.knn')?.models[0]?.sweep;
  if (knn) found.push({ file: 'uci.knn.svg', alt: 'uci.knn: accuracy over k and alpha', figure: heatMap(knn) });
  found.push(
    ...explorationFigures(results.get('uci.explore')),
    ...foldFigures(results.get('padova.kfold.as-reported')),
  );
  const corrupted = results.get('padova.noise')?.models.filter(({ robustness }) => robustness) ?? [];
  if (corrupted.length > 0)
    found.push({
      file: 'padova.noise.svg',
      alt: 'Accuracy against severity of corruptions',
      figure: robustness(corrupted),
    });
  return found;
}

/** The report's folds (Padova, section on cross-validation). */
const REPORTED_FOLDS = [0.9306, 0.9513, 0.9521, 0.9496, 0.9643];

/** What the models of the row are called in the figure. */
const FOLD_NAMES: Readonly<Record<string, string>> = { afresh: 'from scratch', carried: 'weights carried over' };

function foldFigures(row: RecordedRow | undefined): readonly PageFigure[] {
  const series = (row?.models ?? []).flatMap(({ name, crossValidation }) => {
    const scores = crossValidation?.metrics['accuracy']?.values;
    return scores ? [{ name: FOLD_NAMES[name] ?? name, scores }] : [];
  });
  if (series.length === 0) return [];
  const title = 'Padova: accuracy by fold, from scratch and with weights carried over';
  return [
    {
      file: 'padova.kfold.svg',
      alt: title,
      figure: {
        kind: 'fold-scores',
        title,
        subtitle: 'the smallest network of the report; reported: its largest',
        series: [...series, { name: 'reported', scores: REPORTED_FOLDS, reported: true }],
      },
    },
  ];
}

function heatMap({ points }: NonNullable<RecordedModel['sweep']>): Figure {
  const valuesOf = (path: string) => [...new Set(points.map(({ values }) => values[path] as number))];
  const [ks, gammas] = [valuesOf('model.k'), valuesOf('model.gamma')];
  const at = (k: number, gamma: number) =>
    points.find(({ values }) => values['model.k'] === k && values['model.gamma'] === gamma);
  // The report's alpha is of pixels divided by 255.
  const alpha = (gamma: number): number => Number((gamma * 255 ** 2).toPrecision(6));
  const best = points.find(({ chosen }) => chosen);
  return {
    kind: 'heat-map',
    title: 'uci.knn: validation accuracy over k and alpha',
    subtitle: '10,000 training rows, 999 validation rows, in per cent',
    x: { name: 'alpha', values: gammas.map(alpha) },
    y: { name: 'k', values: ks },
    scores: ks.map((k) => gammas.map((gamma) => at(k, gamma)?.value ?? Number.NaN)),
    ...(best && { chosen: { x: alpha(best.values['model.gamma'] as number), y: best.values['model.k'] as number } }),
  };
}

function robustness(models: readonly RecordedModel[]): Figure {
  const kinds = models[0].robustness?.kinds ?? [];
  return {
    kind: 'robustness',
    title: 'padova.noise: accuracy on corrupted test images',
    corruptions: kinds.map((kind) => ({
      name: kind,
      models: models.map(({ name, robustness: table }) => {
        const cells = table?.cells.filter((cell) => cell.kind === kind) ?? [];
        return {
          name,
          severities: cells.map(({ severity }) => severity),
          accuracies: cells.map(({ accuracy }) => accuracy.value),
        };
      }),
    })),
  };
}

function notRun(results: ReadonlyMap<string, RecordedRow>): string {
  const missing = CATALOGUE.filter(({ id }) => !results.has(id));
  if (missing.length === 0) return 'Every row has been run.';
  return missing.map(({ id }) => `- ${id}: not yet`).join('\n');
}

function provenance(results: ReadonlyMap<string, RecordedRow>): string {
  const all = [...results.values()];
  if (all.length === 0) return 'Nothing has been run.';
  const machines = [
    ...new Set(
      all.map(
        ({ environment: { processor, processors, node } }) => `${processor}, ${processors} cores, Node.js ${node}`,
      ),
    ),
  ];
  return `${machines.join('; ')}; seed ${[...new Set(all.map(({ seed }) => seed))].join(', ')}. Times were taken beside other work on the same two cores and are upper bounds.`;
}

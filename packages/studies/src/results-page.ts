import { figureSvg } from '@selvedge/report';
import { augmentationChapter } from './augmentation.js';
import { CATALOGUE, fileOf, STUDIES, type StudyRow } from './catalogue.js';
import { CLAIMS, claimSentence } from './claims.js';
import { corruptionsChapter } from './corruptions.js';
import { openingSentences } from './opening.js';
import { figuresOf, type PageFigure } from './page-figures.js';
import { points } from './points.js';
import type { RecordedModel, RecordedRow, RecordedShare } from './record.js';
import { type RecordedSeeds, seedsSection } from './seeds.js';
import { transposedReading } from './transposed.js';
import { type Tried, triedSection } from './tried.js';
import { type RecordedTwins, twinsSection } from './twins.js';
import { verdictsOf } from './verdicts.js';

/** Files of the results page, by path relative to `docs`. */
export type ResultsPage = Readonly<Record<string, string>>;

/** Sets the table of every row, its figures and the sentences that follow from them. The same results, the same page. */
export async function resultsPage(
  results: ReadonlyMap<string, RecordedRow>,
  twins: RecordedTwins,
  seeds: ReadonlyMap<string, RecordedSeeds>,
  tried: readonly Tried[],
): Promise<ResultsPage> {
  const figures = figuresOf(results);
  const parts = [
    '# Results: five reports, row by row',
    ...figures.slice(0, 1).map(pictureOf),
    openingSentences(results),
    INTRODUCTION,
    ...(Object.keys(STUDIES) as (keyof typeof STUDIES)[]).flatMap((study) => [
      `## ${STUDIES[study]}`,
      studyTable(
        CATALOGUE.filter((row) => row.study === study),
        results,
      ),
      ...CATALOGUE.filter((row) => row.study === study).flatMap((row) => notesOf(row, results.get(row.id))),
    ]),
    '## What follows',
    CLAIMS.map((claim) => `- ${claimSentence(claim, results, seeds)}`).join('\n'),
    ...figures
      .slice(1)
      .filter(({ chapter }) => chapter === undefined)
      .map(pictureOf),
    ...chapter('Noise: which model is the most robust, and to what', corruptionsChapter(results.get('padova.noise'))),
    ...figures.filter(({ chapter }) => chapter === 'noise').map(pictureOf),
    ...chapter('Augmentation: what it costs and what it buys', augmentationChapter(results)),
    ...readings(results),
    seedsSection(seeds, results),
    twinsSection(results, twins),
    triedSection(tried),
    OTHER,
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

const pictureOf = ({ alt, file }: PageFigure): string => `![${alt}](results/${file})`;

const chapter = (title: string, paragraphs: readonly string[]): readonly string[] =>
  paragraphs.length === 0 ? [] : [`## ${title}`, ...paragraphs];

/** The twin of the transposed matrices: no pipeline of its own, since every run keeps its matrix. */
function readings(results: ReadonlyMap<string, RecordedRow>): readonly string[] {
  const texts = ['ann.mlp', 'uci.keras'].map((id) => transposedReading(results.get(id))).filter((text) => text !== '');
  return texts.length === 0 ? [] : ['## A confusion matrix read the wrong way (as reported)', ...texts];
}

const OTHER = `## Other data

Nothing is tied to Fashion-MNIST: the same pipelines run on [scikit-learn's digits](results/digits.md) and on
[penguins](results/penguins.md), a table with categories and missing values, beside scikit-learn on the same rows.`;

const INTRODUCTION = `Every row is a pipeline in \`packages/studies\`, run on the full Fashion-MNIST. Choices are made on validation rows; the
test rows are scored once. Accuracies have 95 % Wilson intervals. This page is written by \`npx nx run studies:results\`
from \`packages/studies/results/*.json\`; a test fails when it differs from them. "As reported" rows reproduce a flaw of
a report and are not results. F numbers are explained in [honest results](honest-results.md).`;

const withInterval = ({ value, low, high }: RecordedShare): string =>
  `${points(value)} (${points(low)} to ${points(high)})`;

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
        validation ? points(validation.accuracy.value) : '-',
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
  const compared = recorded.models.flatMap((model) => {
    const chosen = model.sweep ? [`chosen on validation: ${model.sweep.chosen}.`] : [];
    const folds = model.crossValidation?.metrics['accuracy'];
    const crossed = folds
      ? [
          `${model.name === row.id ? '' : `${model.name}: `}folds ${folds.values.map((value) => points(value)).join(', ')}; mean ${points(folds.mean)}.`,
        ]
      : [];
    return [
      ...chosen,
      ...crossed,
      ...otherMetrics(model),
      ...verdictsOf(row.id, model).map(({ sentence }) => sentence),
    ];
  });
  const lines = [...compared, ...recorded.verdicts.slice(0, 10), ...(row.lesson ? [row.lesson] : [])];
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
  const compared = pairs.map(([name, value, own]) => `${name} ${value.toFixed(2)} against ${own.toFixed(4)}`);
  return [`reported against ours, ${split} rows: ${compared.join(', ')}.`];
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

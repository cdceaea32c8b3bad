import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { bytesOf } from '@selvedge/data/checks';
import { compareModels, type MetricName } from '@selvedge/evaluate';
import type { ModelComparison, NamedPredictions } from '@selvedge/evaluate/types';
import type { Block, ReportDocument } from '@selvedge/report';
import { canonicalJson } from '@selvedge/workflow';
import type { ModelResult, RunResults, ScoredRows } from './results.js';
import { type ListedRun, RunFolder } from './run-folder.js';
import { readResults } from './stored-run.js';
import { accuracyWithInterval, duration, generatedNotice } from './summary.js';
import { PREDICTIONS_FILE } from './write-model.js';

/** A model of one of the compared runs. */
export interface ComparedModel {
  readonly label: string;
  readonly run: ListedRun;
  readonly result: ModelResult;
}

/** Models of several runs on the same test rows. */
export interface RunComparison {
  readonly models: readonly ComparedModel[];
  readonly comparison: ModelComparison;
  /** Set where images were generated. */
  readonly notice?: string;
}

/**
 * Compares every model of several runs that was scored on test rows.
 *
 * @throws SelvedgeError `not-found` for a run that did not finish or scored no test rows; `invalid-argument` for fewer
 *   than two models; `shape-mismatch` when runs were scored on different rows; `corrupt-file`
 */
export async function compareRuns(runs: readonly ListedRun[], metric: MetricName = 'accuracy'): Promise<RunComparison> {
  const models: ComparedModel[] = [];
  const predictions: NamedPredictions[] = [];
  const notices = new Set<string>();
  const all = await Promise.all(runs.map(async (run) => ({ run, results: await finishedResults(run) })));
  const { decodePredictions } = await import('@selvedge/ingest/decode');
  for (const { run, results } of all) {
    const notice = generatedNotice(results);
    if (notice) notices.add(notice);
    for (const result of results.models.filter(({ parts }) => parts.test)) {
      const label = labelOf(result, run, all);
      const name = join('models', result.name, `test.${PREDICTIONS_FILE}`);
      const decoded = await decodePredictions(await new RunFolder(run.path, run).readBytes(name), join(run.path, name));
      const [first] = predictions;
      const rows = { ...decoded, ...scoredOn(result) };
      if (first && !sameRows({ ...first, ...scoredOn(models[0].result) }, rows)) throw otherRows(models[0].run, run);
      models.push({ label, run, result });
      predictions.push({ name: label, ...decoded });
    }
  }
  if (models.length < 2) throw tooFew(models.length);
  const [notice] = notices;
  return { models, comparison: compareModels(predictions, { metric }), ...(notice !== undefined && { notice }) };
}

/** @throws SelvedgeError `not-found` for a run that did not finish */
export async function finishedResults(run: ListedRun): Promise<RunResults> {
  if (run.status === 'finished') return readResults(new RunFolder(run.path, run));
  throw new SelvedgeError(
    'not-found',
    `run ${run.id} did not finish (${run.status}); resume it with selvedge run FILE --resume first.`,
  );
}

/** A model's name, with as much of its run as tells it from the others. */
function labelOf(
  { name }: ModelResult,
  run: ListedRun,
  all: readonly { readonly run: ListedRun; readonly results: RunResults }[],
): string {
  const others = all.filter((each) => each.run !== run && each.results.models.some((model) => model.name === name));
  if (others.length === 0) return name;
  return others.some((each) => each.run.name === run.name) ? `${name} (${run.id})` : `${name} (${run.name})`;
}

/** Test rows of a run, as far as it says which they are. */
export type TestRowsOfRun = Pick<NamedPredictions, 'truth' | 'classes'> & Partial<ScoredRows>;

export const scoredOn = ({ parts }: ModelResult): Partial<ScoredRows> => parts.test?.scoredOn ?? {};

/** Rows with other columns or in another size are the same; labels alone are those of other rows, too. */
export function sameRows(a: TestRowsOfRun, b: TestRowsOfRun): boolean {
  if (canonicalJson(a.classes) !== canonicalJson(b.classes)) return false;
  if (!Buffer.from(bytesOf(a.truth)).equals(bytesOf(b.truth))) return false;
  if (a.origin === undefined || b.origin === undefined) return true; // of an earlier release
  return a.origin === b.origin || a.features === b.features;
}

/** The comparison as a report. */
export async function comparisonDocument({ models, comparison, notice }: RunComparison): Promise<ReportDocument> {
  const { modelBarsFigure } = await import('@selvedge/report');
  const text = {
    title: `${comparison.metric} on ${comparison.rows.toLocaleString('en')} test rows`,
    subtitle: 'with 95 % intervals',
  };
  return {
    title: 'Comparison',
    subtitle: [...new Set(models.map(({ run }) => run.id))].join(', '),
    verdict: [comparison.sentence],
    ...(notice !== undefined && { warnings: [notice] }),
    sections: [
      {
        title: 'Results',
        blocks: [
          comparisonTable(models),
          { kind: 'figure', figure: modelBarsFigure(comparison, text) },
          ...comparison.pairs.slice(0, 45).map(({ sentence }): Block => ({ kind: 'text', text: sentence })),
        ],
      },
      {
        title: 'What was compared',
        blocks: models.flatMap(({ label, run, result }): Block[] => [
          {
            kind: 'text',
            text: `${label}: run ${run.id}, seed ${run.seed}, ${result.trainRows.toLocaleString('en')} training rows. Again: selvedge replay ${run.id}`,
          },
          { kind: 'code', text: JSON.stringify({ preprocess: result.preprocess, model: result.model }) },
        ]),
      },
    ],
  };
}

function comparisonTable(models: readonly ComparedModel[]): Block {
  return {
    kind: 'table',
    columns: [
      { name: 'model' },
      { name: 'test accuracy (95 % interval)', align: 'right' },
      { name: 'macro F1', align: 'right' },
      { name: 'fit', align: 'right' },
      { name: 'predict', align: 'right' },
    ],
    rows: models.map(({ label, result }) => [
      label,
      accuracyWithInterval(result.parts.test),
      result.parts.test?.evaluation.report.macro.f1.toFixed(4) ?? '-',
      duration(result.fitSeconds),
      duration(result.parts.test?.predictSeconds ?? 0),
    ]),
  };
}

const otherRows = (a: ListedRun, b: ListedRun): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `compare: ${a.id} and ${b.id} were scored on different test rows; models can only be compared on the same ones. Use the same data, subset, split and seed, or compare models over several data sets: selvedge compare RUN... --data-sets.`,
  );

const tooFew = (models: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `compare: found ${models} model${models === 1 ? '' : 's'} with test scores; need at least 2. Name more runs (selvedge runs ls).`,
  );

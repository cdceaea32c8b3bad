import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { friedman, type MetricName, metric } from '@selvedge/evaluate';
import type { FriedmanComparison } from '@selvedge/evaluate/types';
import type { ReportDocument } from '@selvedge/report';
import { finishedResults, sameRows, scoredOn, type TestRowsOfRun } from './compare-runs.js';
import type { ModelResult } from './results.js';
import { type ListedRun, RunFolder } from './run-folder.js';
import { PREDICTIONS_FILE } from './write-model.js';

/** Models over the data sets of several runs. Plain JSON. */
export interface DataSetComparison extends FriedmanComparison {
  readonly metric: MetricName;
  /** The runs, one of each data set. */
  readonly runs: readonly { readonly id: string; readonly name: string; readonly data: string }[];
  /** Test scores of each model, in the order of the runs. */
  readonly scores: Readonly<Record<string, readonly number[]>>;
  /** The result in plain words. */
  readonly sentence: string;
}

/**
 * Compares the models that several runs have under the same names, each run on a data set of its own, by Friedman's test
 * of their ranks on test rows with Nemenyi's critical difference.
 *
 * @throws SelvedgeError `not-found` for a run that did not finish; `invalid-argument` for fewer than two runs, for fewer
 * than two models that all of them scored on test rows, for two runs of the same test rows, or for a metric that is
 * undefined for one; `corrupt-file`
 * @see Demšar, Statistical comparisons of classifiers over multiple data sets, JMLR 7 (2006), section 3.2
 */
export async function compareDataSets(
  runs: readonly ListedRun[],
  by: MetricName = 'accuracy',
): Promise<DataSetComparison> {
  if (runs.length < 2) throw tooFewRuns(runs.length);
  const results = await Promise.all(runs.map(finishedResults));
  const [first, ...others] = results.map(({ models }) =>
    models.filter(({ parts }) => parts.test).map(({ name }) => name),
  );
  const names = first.filter((name) => others.every((own) => own.includes(name)));
  if (names.length < 2) throw tooFewModels(names);
  const { decodePredictions } = await import('@selvedge/ingest/decode');
  const scored = metric(by);
  const scores = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  const seen: { readonly rows: TestRowsOfRun; readonly run: ListedRun }[] = [];
  for (const [at, run] of runs.entries()) {
    for (const name of names) {
      const file = join('models', name, `test.${PREDICTIONS_FILE}`);
      const predictions = await decodePredictions(
        await new RunFolder(run.path, run).readBytes(file),
        join(run.path, file),
      );
      if (name === names[0]) {
        const result = results[at].models.find((model) => model.name === name) as ModelResult;
        const rows = { ...predictions, ...scoredOn(result) };
        const same = seen.find((before) => sameRows(before.rows, rows));
        if (same) throw sameData(same.run, run);
        seen.push({ rows, run });
      }
      const value = scored.of(predictions);
      if (Number.isNaN(value)) throw undefinedHere(by, name, run);
      scores[name].push(value);
    }
  }
  const compared = friedman(scores, { better: scored.better });
  return {
    ...compared,
    metric: by,
    runs: runs.map(({ id, name }, at) => ({ id, name, data: results[at].data.name })),
    scores,
    sentence: sentenceOf(compared),
  };
}

function sentenceOf({ models, pValue, criticalDifference, dataSets }: FriedmanComparison): string {
  const p = pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`;
  const test = `Friedman's test over ${dataSets} data sets: ${p}`;
  if (!(pValue < 0.05)) return `The models are not distinguishable (${test}).`;
  const [best, ...others] = models;
  const near = others.filter(({ meanRank }) => meanRank - best.meanRank < criticalDifference).map(({ name }) => name);
  const rank = `${best.name} has the best mean rank, ${best.meanRank.toFixed(2)} (${test})`;
  const difference = `the critical difference of mean ranks is ${criticalDifference.toFixed(2)}`;
  if (near.length === 0) return `${rank}, and is better than every other model; ${difference}.`;
  return `${rank}; not distinguishable from it: ${near.join(', ')}; ${difference}.`;
}

/** The comparison as a report. */
export async function dataSetsDocument(comparison: DataSetComparison): Promise<ReportDocument> {
  const { criticalDifferenceFigure } = await import('@selvedge/report');
  const { runs, models, scores, sentence, metric: by } = comparison;
  const text = {
    title: `Mean ranks by ${by} over ${runs.length} data sets`,
    subtitle: 'bars join models within the difference',
  };
  return {
    title: 'Comparison over data sets',
    subtitle: runs.map(({ id }) => id).join(', '),
    verdict: [sentence],
    sections: [
      {
        title: 'Results',
        blocks: [
          {
            kind: 'table',
            columns: [
              { name: 'model' },
              { name: 'mean rank', align: 'right' },
              ...runs.map(({ id, name }) => ({ name: `${by}, ${name} (${id})`, align: 'right' as const })),
            ],
            rows: models.map(({ name, meanRank }) => [
              name,
              meanRank.toFixed(2),
              ...scores[name].map((score) => score.toFixed(4)),
            ]),
          },
          { kind: 'figure', figure: criticalDifferenceFigure(comparison, text) },
        ],
      },
    ],
  };
}

const tooFewRuns = (runs: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `compare: got ${runs} run; a comparison over data sets needs at least 2, each of another data set.`,
  );

const tooFewModels = (names: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `compare: the runs share ${names.length === 0 ? 'no model' : `only the model '${names[0]}'`} with test scores; need at least 2 models of the same names in every run.`,
  );

const sameData = (a: ListedRun, b: ListedRun): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `compare: ${a.id} and ${b.id} were scored on the same test rows, which count as one data set. Leave one of them out, or compare them without --data-sets.`,
  );

const undefinedHere = (by: string, name: string, run: ListedRun): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `compare: ${by} of '${name}' is undefined for the test rows of run ${run.id}. Take another metric, for instance --metric accuracy.`,
  );

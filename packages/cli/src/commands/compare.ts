import { join, resolve } from 'node:path';
import { messageOf } from '@selvedge/data/checks';
import type { MetricName } from '@selvedge/evaluate';
import { makeFolder } from '@selvedge/files/steps';
import { accuracyWithInterval, duration, findRun, type ListedRun, RunFolder } from '@selvedge/pipeline/runs';
import type { ReportDocument } from '@selvedge/report';
import type { Command } from 'commander';
import { UsageError } from '../exit-codes.js';
import { folder } from '../paths.js';
import { shortPath } from '../show-results.js';
import { table, wrap } from '../table.js';
import { openTerminal, type Terminal } from '../terminal.js';
import type { CommonOptions } from './common.js';
import { runsFolder, withRuns } from './runs.js';

type Options = CommonOptions & {
  readonly runs?: string;
  readonly verify?: boolean;
  readonly output?: string;
  readonly metric: string;
  readonly dataSets?: boolean;
};

export function compareCommand(program: Command): void {
  const command = program
    .command('compare')
    .argument('<runs...>', 'folders, ids or their beginnings, pipeline names, or latest')
    .option('-o, --output <dir>', 'also write report.html and report.md there', folder)
    .option('--metric <name>', 'what models are compared by', 'accuracy')
    .option(
      '--data-sets',
      'each run is a data set: compare the models that all have, by their ranks (Friedman, Nemenyi)',
    )
    .summary('compare the models of runs')
    .description(
      'Compares every model of several runs on the test rows that they share: intervals, paired tests corrected for the number of pairs, and the verdict in a sentence.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  selvedge compare knn forest\n  selvedge compare 20261120-2253 latest --metric macro-f1 -o comparison\n  selvedge compare iris digits letters --data-sets -o comparison',
    );
  withRuns(command).action(async (texts: readonly string[], options: Options) => {
    const { compareRuns, comparisonDocument } = await import('@selvedge/pipeline');
    const terminal = openTerminal(options);
    const runs = await Promise.all(texts.map((text) => findRun(text, runsFolder(options), options)));
    const by = await metricOf(options.metric);
    if (options.dataSets === true) return showDataSets(runs, by, options, terminal);
    const compared = await compareRuns(runs, by);
    const { models, comparison, notice } = compared;
    const written = await writeComparison(options, () => comparisonDocument(compared));
    if (options.json) return terminal.out(JSON.stringify({ ...comparison, written }));
    const byLabel = new Map(models.map((model) => [model.label, model.result]));
    const rows = comparison.ranking.map(({ name, estimate, rank }) => {
      const result = byLabel.get(name);
      const own = comparison.metric === 'accuracy' ? [] : [estimate.value.toFixed(4)];
      return [String(rank), name, ...own, accuracyWithInterval(result?.parts.test), duration(result?.fitSeconds ?? 0)];
    });
    if (notice !== undefined) terminal.out(terminal.color.yellow(wrap(`! ${notice}`, terminal.width)));
    terminal.out(
      table(
        [
          { head: 'rank', align: 'right' },
          { head: 'model' },
          ...(comparison.metric === 'accuracy' ? [] : [{ head: comparison.metric, align: 'right' as const }]),
          { head: 'test (95 % interval)', align: 'right' },
          { head: 'fit', align: 'right' },
        ],
        rows,
        terminal.width,
      ),
    );
    terminal.out('');
    terminal.out(wrap(comparison.sentence, terminal.width));
    for (const path of written) terminal.out(shortPath(path));
  });
}

async function showDataSets(
  runs: readonly ListedRun[],
  by: MetricName,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const { compareDataSets, dataSetsDocument } = await import('@selvedge/pipeline');
  const compared = await compareDataSets(runs, by);
  const written = await writeComparison(options, () => dataSetsDocument(compared));
  if (options.json) return terminal.out(JSON.stringify({ ...compared, written }));
  const columns = [
    { head: 'mean rank', align: 'right' as const },
    { head: 'model' },
    ...compared.runs.map(({ name }) => ({ head: name, align: 'right' as const })),
  ];
  const rows = compared.models.map(({ name, meanRank }) => [
    meanRank.toFixed(2),
    name,
    ...compared.scores[name].map((score) => score.toFixed(4)),
  ]);
  terminal.out(table(columns, rows, terminal.width));
  terminal.out('');
  terminal.out(wrap(compared.sentence, terminal.width));
  for (const path of written) terminal.out(shortPath(path));
}

/** Writes a report where --output says so; the paths of its files. */
async function writeComparison({ output }: Options, made: () => Promise<ReportDocument>): Promise<string[]> {
  if (output === undefined) return [];
  const { htmlReport, markdownReport } = await import('@selvedge/report');
  const folder = new RunFolder(resolve(output));
  await makeFolder(folder.path);
  const document = await made();
  await folder.write('report.md', markdownReport(document));
  await folder.write('report.html', await htmlReport(document));
  return [join(folder.path, 'report.html'), join(folder.path, 'report.md')];
}

async function metricOf(name: string): Promise<MetricName> {
  const { metrics } = await import('@selvedge/evaluate');
  try {
    return metrics.definitionOf(name).name;
  } catch (error) {
    throw new UsageError(`--metric: ${messageOf(error)}`);
  }
}

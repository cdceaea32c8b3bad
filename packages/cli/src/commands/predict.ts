import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { writeWhole } from '@selvedge/files';
import { findRun, type ListedRun, RunFolder } from '@selvedge/pipeline/runs';
import type { Command } from 'commander';
import { interruptSignal } from '../interrupt.js';
import { folder } from '../paths.js';
import { type ReadingOptions, readOptions, withReading } from '../reading-options.js';
import { type ConfigOptions, registryOfRun, withConfig } from '../registries.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';
import { runsFolder } from './runs.js';

interface Options extends CommonOptions, ConfigOptions, ReadingOptions {
  readonly model: string;
  readonly name?: string;
  readonly input: string;
  readonly output?: string;
  readonly runs?: string;
  readonly verify?: boolean;
}

export function predictCommand(program: Command): void {
  const command = program
    .command('predict')
    .summary('predict with a model of a run')
    .description(
      'Predicts the rows of a file, prepared as the model was. Writes CSV: row, label, probability, one column per class.',
    )
    .requiredOption('--model <run>', 'a run (folder, id, pipeline name, latest) or a model folder')
    .option('--name <model>', 'which model of a run with several')
    .requiredOption('--input <file>', 'rows in any format that `selvedge data convert` reads')
    .option('-o, --output <file>', 'default: stdout')
    .option('--runs <dir>', 'folder of all runs (also: SELVEDGE_RUNS)', folder)
    .option('--no-verify', 'load the model as it is, also where its files differ from what was written')
    .addHelpText('after', '\nExample:\n  selvedge predict --model quickstart --name knn --input new.csv -o labels.csv');
  withCommon(withReading(withConfig(command))).action(async (options: Options) => {
    const { csvField, readDataset } = await import('@selvedge/ingest');
    const { loadRunModel } = await import('@selvedge/pipeline');
    const terminal = openTerminal(options);
    const { signal, dispose } = interruptSignal(terminal);
    try {
      const run = await runOrModel(options);
      const registry = await registryOfRun(run, options, options.name);
      const model = await loadRunModel(run.path, options.name, {
        registry,
        ...(options.verify === false && { verify: false }),
      });
      const { features, shape, columns } = await readDataset(options.input, {
        ...(await readOptions(options)),
        signal,
      });
      const { predicted, probabilities } = await model.predict(
        { features, shape, ...(columns && { columns }) },
        { signal },
      );
      const share = (row: number, label: number): number => probabilities.values[row * probabilities.columns + label];
      const text = options.json
        ? `${JSON.stringify([...predicted].map((label, row) => ({ row, label: model.classes[label], probability: share(row, label) })))}\n`
        : [
            ['row', 'label', 'probability', ...model.classes].map((name) => csvField(name)).join(','),
            ...[...predicted].map((label, row) =>
              [
                row,
                csvField(model.classes[label]),
                share(row, label),
                ...model.classes.map((_, at) => share(row, at)),
              ].join(','),
            ),
            '',
          ].join('\n');
      if (options.output === undefined) terminal.out(text);
      else await writeWhole(options.output, text);
    } finally {
      dispose();
    }
  });
}

/** The run that `--model` names, or the folder of a model, which lies two levels below its run or alone. */
async function runOrModel(options: Options): Promise<Partial<ListedRun> & { readonly path: string }> {
  const { model: path } = options;
  try {
    const run = await findRun(path, runsFolder(options), options);
    if (run.status === 'finished') return run;
    throw new SelvedgeError('not-found', `run ${run.id} did not finish (${run.status}); name one that did.`);
  } catch (error) {
    if (!(error instanceof SelvedgeError && /[./\\]/.test(path))) throw error;
    const folder = (await stat(path).catch(() => undefined))?.isDirectory() === false ? dirname(path) : path;
    const { configFile, plugins } = (await new RunFolder(resolve(folder, '../..')).record()) ?? {};
    return { path, ...(configFile !== undefined && { configFile }), ...(plugins && { plugins }) };
  }
}

import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { writeWhole } from '@selvedge/files';
import { findRun, type ListedRun, RunFolder } from '@selvedge/pipeline/runs';
import type { RunModel } from '@selvedge/pipeline/types';
import type { Command } from 'commander';
import { UsageError } from '../exit-codes.js';
import { interruptSignal } from '../interrupt.js';
import { folder } from '../paths.js';
import { type ReadingOptions, readOptions, withReading } from '../reading-options.js';
import { type ConfigOptions, registryOfRun, withConfig } from '../registries.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';
import { runsFolder } from './runs.js';

/** Options of commands that load a model of a run. */
export interface ModelOptions extends CommonOptions, ConfigOptions {
  readonly model: string;
  readonly name?: string;
  readonly runs?: string;
  readonly verify?: boolean;
}

interface Options extends ModelOptions, ReadingOptions {
  readonly input: string;
  readonly output?: string;
  readonly classes?: readonly string[];
  readonly logits?: boolean;
}

const names = (text: string): readonly string[] => text.split(',').map((name) => name.trim());

export function predictCommand(program: Command): void {
  const command = program
    .command('predict')
    .summary('predict with a model of a run')
    .description(
      'Predicts the rows of a file, prepared as the model was. Writes CSV: row, label, probability, one column per class.',
    )
    .requiredOption(
      '--model <run>',
      'a run (folder, id, pipeline name, latest), a model folder, or a .keras or .h5 file',
    )
    .option('--name <model>', 'which model of a run with several')
    .requiredOption('--input <file>', 'rows in any format that `selvedge data convert` reads')
    .option('-o, --output <file>', 'default: stdout')
    .option('--runs <dir>', 'folder of all runs (also: SELVEDGE_RUNS)', folder)
    .option('--classes <names>', 'Keras: names of the classes, parted by commas (default: 0, 1 ...)', names)
    .option('--logits', 'Keras: the outputs are logits; probabilities are their softmax')
    .option('--no-verify', 'load the model as it is, also where its files differ from what was written')
    .addHelpText('after', '\nExample:\n  selvedge predict --model quickstart --name knn --input new.csv -o labels.csv');
  withCommon(withReading(withConfig(command))).action(async (options: Options) => {
    const { csvField, readDataset } = await import('@selvedge/ingest');
    const terminal = openTerminal(options);
    const { signal, dispose } = interruptSignal(terminal);
    try {
      const model = await modelOf(options);
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

async function modelOf(options: Options): Promise<RunModel> {
  const { isKerasFile, loadKerasModel, loadRunModel } = await import('@selvedge/pipeline');
  const { classes, logits } = options;
  if (isKerasFile(options.model)) {
    return loadKerasModel(options.model, { ...(classes && { classes }), ...(logits && { logits }) });
  }
  if (classes !== undefined || logits !== undefined) {
    throw new UsageError('--classes and --logits are for .keras and .h5 files; models of runs know theirs');
  }
  const run = await runOrModel(options);
  const registry = await registryOfRun(run, options, options.name);
  return loadRunModel(run.path, options.name, { registry, ...(options.verify === false && { verify: false }) });
}

/** The run that `--model` names, or the folder of a model, which lies two levels below its run or alone. */
export async function runOrModel(options: ModelOptions): Promise<Partial<ListedRun> & { readonly path: string }> {
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

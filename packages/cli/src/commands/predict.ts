import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Labels, SelvedgeError } from '@selvedge/data';
import { counted } from '@selvedge/data/text';
import { writeWhole } from '@selvedge/files';
import type { RowsToPredict } from '@selvedge/ingest/types';
import { findRun, type ListedRun, RunFolder } from '@selvedge/pipeline/runs';
import type { RunModel } from '@selvedge/pipeline/types';
import type { Command } from 'commander';
import { readingData, UsageError } from '../exit-codes.js';
import { expandInputs } from '../expand-inputs.js';
import { interruptSignal } from '../interrupt.js';
import { folder } from '../paths.js';
import { encodeResult, OUTPUT_FORMATS, type OutputFormat, type PredictedTable, truthOf } from '../predicted-rows.js';
import { names, type ReadingOptions, readOptions, withReading } from '../reading-options.js';
import { type ConfigOptions, registryHere, registryOfModel, withConfig } from '../registries.js';
import { cut, table } from '../table.js';
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
  readonly input: readonly string[];
  readonly output?: string;
  readonly classes?: readonly string[];
  readonly logits?: boolean;
  readonly to?: OutputFormat;
  readonly topK?: number;
  readonly classColumns?: boolean;
}

export function predictCommand(program: Command): void {
  const command = program
    .command('predict')
    .summary('predict with a model of a run')
    .description(
      'Predicts the rows of a file, prepared as the model was; they need no labels. Columns of tables are found by name, and files are read as the pipeline file of the model reads them (delimiter, missing values, ...), unless options here differ; pictures are scaled as those of the training were. Writes row, id (of pictures the path, else where --id names one), label, probability, and one column per class. With --label (of pictures: folder) it shows the score and the confusion table, too.',
    )
    .requiredOption(
      '--model <run>',
      'a run (folder, id, pipeline name, latest), a model folder, or a .keras or .h5 file',
    )
    .option('--name <model>', 'which model of a run with several')
    .requiredOption(
      '--input <file...>',
      'rows in any format that `selvedge data convert` reads, a picture, a folder of pictures, or several of them; a pattern in quotes (photos/**/*.jpg) stands for the files that it matches; - for a table on the standard input (--from, default csv)',
    )
    .option('-o, --output <file>', 'default: stdout')
    .option(
      '--to <format>',
      `of the output: ${OUTPUT_FORMATS.join(', ')} (default: from its name, else csv)`,
      outputFormat,
    )
    .option('--top-k <n>', 'how many labels each row gets, the most probable first (default: 1)', positive)
    .option('--no-class-columns', 'write no column for each class, of which there may be thousands')
    .option('--runs <dir>', 'folder of all runs (also: SELVEDGE_RUNS)', folder)
    .option('--classes <names>', 'Keras: names of the classes, parted by commas (default: 0, 1 ...)', names)
    .option('--logits', 'Keras: the outputs are logits; probabilities are their softmax')
    .option('--no-verify', 'load the model as it is, also where its files differ from what was written')
    .addHelpText(
      'after',
      '\nExamples:\n  selvedge predict --model quickstart --name knn --input new.csv -o labels.csv\n  selvedge predict --model wine --input more.csv --id bottle --label quality --top-k 3 -o labels.parquet\n  selvedge predict --model photos --input "new/*.jpg" --top-k 3\n  selvedge predict --model photos --input held-back/ --label folder -o labels.csv\n  cat new.csv | selvedge predict --model wine --input - > labels.csv',
    );
  withCommon(withReading(withConfig(command))).action(async (options: Options) => {
    const terminal = openTerminal(options);
    const format = formatOf(options);
    const { signal, dispose } = interruptSignal(terminal);
    try {
      const model = await modelOf(options);
      const { ids, truth, unknown = [], provenance, ...rows } = await readingData(rowsOf(options, model, signal));
      for (const { column, category, rows: count } of unknown)
        terminal.err(
          `note: ${column} is '${category}' in ${counted(count, 'row')} and in no training row; it counts as none of its categories`,
        );
      for (const step of provenance?.steps ?? []) if (step.includes('left out')) terminal.err(`note: ${step}`);
      const { predicted, probabilities } = await model.predict(rows, { signal });
      const table = { classes: model.classes, predicted, probabilities, ...(ids && { ids }) };
      const result = await encodeResult(table, format, options);
      if (options.output !== undefined) await writeWhole(options.output, result);
      else if (typeof result === 'string') terminal.out(result);
      else throw new UsageError('--to parquet: needs a file; name it with -o');
      if (truth) terminal.err(await scoreText(truthOf(truth, model.classes, options.input.join(', ')), table));
    } finally {
      dispose();
    }
  });
}

function outputFormat(text: string): OutputFormat {
  const format = OUTPUT_FORMATS.find((name) => name === text);
  if (format) return format;
  throw new UsageError(`--to: got '${text}'; need ${OUTPUT_FORMATS.join(', ')}`);
}

function positive(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new UsageError(`--top-k: got '${text}'; need a whole number from 1`);
}

function formatOf({ to, json, output }: Options): OutputFormat {
  if (to !== undefined) return to;
  const ending = /\.(\w+)$/.exec(output ?? '')?.[1]?.toLowerCase();
  const named = OUTPUT_FORMATS.find((name) => name === ending);
  if (json && ending !== 'jsonl' && ending !== 'parquet') return 'json';
  if (named === undefined && ending !== undefined && ending !== 'txt')
    throw new UsageError(
      `-o ${output}: .${ending} is no format of the output; need .csv, .jsonl, .json or .parquet, or say which it is, as with --to csv`,
    );
  return named ?? 'csv';
}

async function rowsOf(options: Options, model: RunModel, signal: AbortSignal): Promise<RowsToPredict> {
  const { memorySource, readRows, rowsOfSource } = await import('@selvedge/ingest');
  const { classes: __, ...given } = { ...(await readOptions(options)), signal };
  const { trained, ...own } = model.reading ?? {};
  // Columns that are named here stand in place of the model's.
  const { drop: _, ...others } = trained ?? {};
  const reading = { ...own, ...(trained && { trained: given.drop ? others : trained }), ...given };
  const inputs = await expandInputs(options.input);
  const [input, ...more] = inputs;
  if (more.length > 0) return readRows(inputs, reading);
  if (input !== '-') return readRows(input, reading);
  const pieces: Uint8Array[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Uint8Array);
  return rowsOfSource(reading.format ?? 'csv', memorySource('the standard input', Buffer.concat(pieces)), reading);
}

/** Accuracy, macro-F1 and how often each class was predicted as each. */
async function scoreText(truth: Labels, { predicted, classes }: PredictedTable): Promise<string> {
  const { classificationReport, confusionMatrix } = await import('@selvedge/evaluate');
  const { accuracy, macro } = classificationReport(truth, predicted, classes);
  const { low, high } = accuracy.interval;
  const share = (value: number): string => `${(100 * value).toFixed(2)} %`;
  const score = `accuracy ${share(accuracy.value)} (95 % interval ${share(low)} to ${share(high)}), macro-F1 ${macro.f1.toFixed(4)}, ${counted(truth.length, 'row')}`;
  if (classes.length > SHOWN_CLASSES) return score;
  const { counts } = confusionMatrix(truth, predicted, classes);
  const shownNames = classes.map((name) => cut(name, 40));
  const heads = [{ head: 'true \\ predicted' }, ...shownNames.map((head) => ({ head, align: 'right' as const }))];
  return `${score}\n\n${table(
    heads,
    counts.map((row, at) => [shownNames[at], ...row.map(String)]),
  )}`;
}

const SHOWN_CLASSES = 30;

async function modelOf(options: Options): Promise<RunModel> {
  const { isKerasFile, loadKerasModel, loadRunModel } = await import('@selvedge/pipeline');
  const { classes, logits } = options;
  if (isKerasFile(options.model)) {
    const { trustedKeys } = await registryHere(options);
    return loadKerasModel(options.model, {
      ...(classes && { classes }),
      ...(logits && { logits }),
      ...(trustedKeys && { trustedKeys }),
    });
  }
  if (classes !== undefined || logits !== undefined) {
    throw new UsageError('--classes and --logits are for .keras and .h5 files; models of runs know theirs');
  }
  const run = await runOrModel(options);
  const registry = await registryOfModel(run, options, options.name);
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
    const holdsModel = await stat(join(path, 'model.json')).catch(() => undefined);
    if (!(error instanceof SelvedgeError && (holdsModel || /[./\\]/.test(path)))) throw error;
    const folder = (await stat(path).catch(() => undefined))?.isDirectory() === false ? dirname(path) : path;
    const { configFile, plugins } = (await new RunFolder(resolve(folder, '../..')).record()) ?? {};
    return { path, ...(configFile !== undefined && { configFile }), ...(plugins && { plugins }) };
  }
}

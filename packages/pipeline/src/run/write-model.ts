import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import type { ImageOptions } from '@selvedge/data/types';
import type { CheckedFile, Executor } from '@selvedge/workflow/types';
import { MODEL_FILE } from '../steps/fit.js';
import { sealedAbout } from './load-model.js';
import type { PartResult } from './results.js';
import type { RunFolder } from './run-folder.js';
import type { SavedReading } from './saved-reading.js';
import type { EntryOutcome } from './score-entry.js';

/** Behind the part's name: `test.predictions.arrow`. */
export const PREDICTIONS_FILE = 'predictions.arrow';

/** The misclassified rows of a model with the most confident predictions, with pictures. */
export const MISCLASSIFIED_FILE = 'misclassified.json';

/** What predictions have to know of the rows that a model was trained on. */
export interface TrainedRows {
  /** Names of the columns, where they have some. */
  readonly columns?: readonly string[] | undefined;
  /** How pictures became rows, where the pipeline file says it. */
  readonly image?: ImageOptions | undefined;
  /** How their file was read, where the pipeline file says it. */
  readonly reading?: SavedReading | undefined;
}

/** What a model was fitted to, as the cache has it. */
export interface FittedFiles {
  readonly model: CheckedFile;
  readonly preparation: Readonly<Record<string, CheckedFile>>;
}

/** What the cache has lost since is made again. */
export async function fittedFiles(executor: Executor, { result, nodes }: EntryOutcome): Promise<FittedFiles> {
  const { [MODEL_FILE]: model } = await executor.files(nodes.fit);
  if (model === undefined) throw withoutModel(result.name);
  return { model, preparation: await executor.files(nodes.prepared) };
}

/**
 * Puts a fitted model, its preparation and its predictions into the run: copies, so that the cache stays as it is whatever
 * becomes of the run's files.
 */
export async function writeModel(
  folder: RunFolder,
  { result, predictions, misclassified }: EntryOutcome,
  { model, preparation }: FittedFiles,
  { columns, image, reading }: TrainedRows,
): Promise<void> {
  const files = { [MODEL_FILE]: model, ...preparation };
  for (const [name, { content, digest }] of Object.entries(files)) {
    await folder.write(join('models', result.name, name), content, digest);
  }
  // Loaded here, with Arrow's library, and not where a pipeline is only read.
  const { encodePredictions } = await import('@selvedge/ingest/decode');
  for (const [part, predicted] of Object.entries(predictions)) {
    const { classes } = (result.parts[part as keyof typeof predictions] as PartResult).evaluation;
    await folder.write(
      join('models', result.name, `${part}.${PREDICTIONS_FILE}`),
      encodePredictions({ classes, ...predicted }),
    );
  }
  if (misclassified) await folder.write(join('models', result.name, MISCLASSIFIED_FILE), JSON.stringify(misclassified));
  const about = {
    format: 1,
    name: result.name,
    model: result.model,
    preprocess: result.preprocess,
    classes: Object.values(result.parts)[0]?.evaluation.classes ?? [],
    preparation: Object.keys(preparation),
    ...(columns && { columns }),
    ...(image && { image }),
    ...(reading && { reading }),
    files: Object.fromEntries(Object.entries(files).map(([name, { digest }]) => [name, digest])),
  };
  await folder.writeJson(join('models', result.name, 'model.json'), sealedAbout(about));
}

const withoutModel = (name: string): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `the result of fitting ${name} holds no ${MODEL_FILE}, as if its entry in the cache had been changed. Empty the cache (selvedge cache clear) and run again.`,
  );

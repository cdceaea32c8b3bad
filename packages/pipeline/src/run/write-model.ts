import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePredictions } from '@selvedge/ingest';
import type { Cache } from '@selvedge/workflow';
import { MODEL_FILE } from '../steps/fit.js';
import type { PartResult } from './results.js';
import type { RunFolder } from './run-folder.js';
import type { EntryOutcome } from './score-entry.js';

/** Behind the part's name: `test.predictions.arrow`. */
export const PREDICTIONS_FILE = 'predictions.arrow';

/** The misclassified rows of a model with the most confident predictions, with pictures. */
export const MISCLASSIFIED_FILE = 'misclassified.json';

/** Puts a fitted model, its preparation and its predictions into the run: links to the cache where the system can. */
export async function writeModel(
  folder: RunFolder,
  cache: Cache,
  { result, nodes, predictions, misclassified }: EntryOutcome,
): Promise<void> {
  const target = join(folder.path, 'models', result.name);
  await mkdir(target, { recursive: true });
  await cache.export(nodes.fit.key, MODEL_FILE, join(target, MODEL_FILE));
  const preparation = await cache.peek(nodes.prepared.key);
  for (const { name } of preparation?.files ?? []) await cache.export(nodes.prepared.key, name, join(target, name));
  for (const [part, said] of Object.entries(predictions)) {
    const { classes } = (result.parts[part as keyof typeof predictions] as PartResult).evaluation;
    await folder.write(
      join('models', result.name, `${part}.${PREDICTIONS_FILE}`),
      encodePredictions({ classes, ...said }),
    );
  }
  if (misclassified) await folder.write(join('models', result.name, MISCLASSIFIED_FILE), JSON.stringify(misclassified));
  await folder.writeJson(join('models', result.name, 'model.json'), {
    format: 1,
    name: result.name,
    model: result.model,
    preprocess: result.preprocess,
    classes: Object.values(result.parts)[0]?.evaluation.classes ?? [],
    preparation: (preparation?.files ?? []).map(({ name }) => name),
  });
}

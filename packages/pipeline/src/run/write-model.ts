import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cache } from '../cache/cache.js';
import { MODEL_FILE } from '../steps/fit.js';
import { PREDICTIONS_FILE } from '../steps/predict.js';
import type { VariantOutcome } from './evaluate-variant.js';
import type { RunFolder } from './run-folder.js';

/** Puts a fitted model, its preparation and its predictions into the run: links to the cache where the system can. */
export async function writeModel(
  folder: RunFolder,
  cache: Cache,
  { result, nodes, predictions }: VariantOutcome,
): Promise<void> {
  const target = join(folder.path, 'models', result.name);
  await mkdir(target, { recursive: true });
  await cache.export(nodes.fit.key, MODEL_FILE, join(target, MODEL_FILE));
  const preparation = await cache.peek(nodes.prepared.key);
  for (const { name } of preparation?.files ?? []) await cache.export(nodes.prepared.key, name, join(target, name));
  for (const part of Object.keys(predictions) as (keyof typeof predictions)[]) {
    await cache.export(nodes.predict(part).key, PREDICTIONS_FILE, join(target, `${part}.${PREDICTIONS_FILE}`));
  }
  await folder.writeJson(join('models', result.name, 'model.json'), {
    format: 1,
    name: result.name,
    model: result.model,
    preprocess: result.preprocess,
    classes: Object.values(result.parts)[0]?.evaluation.classes ?? [],
    preparation: (preparation?.files ?? []).map(({ name }) => name),
  });
}

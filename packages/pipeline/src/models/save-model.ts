import { type FittedClassifier, SelvedgeError } from '@selvedge/data';
import { hasMethod } from '@selvedge/data/checks';
import { writeWhole } from '@selvedge/files';
import { encodeSealed } from './sealed-state.js';

/**
 * Writes a fitted model of any family into one file: a classical model, an ensemble, a network, each with the
 * preparation that `withTransforms` gave it. `loadModel` reads it. A reader sees the whole file or none; folders that
 * are missing are made.
 *
 * @param path - `model.safetensors`, for instance
 * @throws SelvedgeError `invalid-argument` for what is not a fitted model, `io`
 */
export async function saveModel(model: FittedClassifier, path: string): Promise<void> {
  if (typeof model?.save !== 'function') throw notFitted(model);
  await writeWhole(path, encodeSealed(model.save()));
}

function notFitted(model: unknown): SelvedgeError {
  const seen = hasMethod(model, 'fit') ? 'a classifier that is not fitted' : 'something that is not a fitted model';
  return new SelvedgeError(
    'invalid-argument',
    `saveModel: got ${seen}; fit returns what can be saved: const fitted = await classifier.fit(rows).`,
  );
}

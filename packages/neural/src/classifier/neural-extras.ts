import { didYouMean, SelvedgeError } from '@selvedge/data';
import { onlyFields, shown } from '@selvedge/data/checks';
import type { BatchAugmenter } from '@selvedge/data/types';
import { CALLBACK_METHODS, type TrainCallback } from '../callbacks/callback.js';
import type { OpenSession } from '../session/open-session.js';

/** What cannot be written down as JSON. */
export interface NeuralExtras {
  /** Changes training images at random, prepared ahead of the network. */
  readonly augmenter?: BatchAugmenter;
  readonly callbacks?: readonly TrainCallback[];
  /** Weights to start from, by slot name; the others are drawn. Tensors whose size differs are an error. */
  readonly initialWeights?: Readonly<Record<string, Float32Array>>;
  /** How a session is opened; default: in a worker thread, or in this one where that takes less time. */
  readonly openSession?: OpenSession;
}

/** @throws SelvedgeError `invalid-argument` for what would silently change nothing, or end in the middle of training */
export function checkExtras(extras: NeuralExtras): void {
  const what = 'NeuralClassifier, extras';
  onlyFields(what, extras, ['augmenter', 'callbacks', 'initialWeights', 'openSession']);
  const { augmenter, callbacks = [], initialWeights = {} } = extras;
  if (augmenter !== undefined && typeof augmenter?.open !== 'function') {
    throw bad(`${what}: augmenter is ${shown(augmenter)}; need one as createAugmenter of @selvedge/preprocess gives`);
  }
  if (!Array.isArray(callbacks)) throw bad(`${what}: callbacks is ${shown(callbacks)}; need a list`);
  for (const [at, callback] of callbacks.entries()) checkCallback(`${what}: callback ${at}`, callback);
  if (typeof initialWeights !== 'object' || initialWeights === null) {
    throw bad(`${what}: initialWeights is ${shown(initialWeights)}; need Float32Arrays by slot name`);
  }
  for (const [name, values] of Object.entries(initialWeights)) {
    if (!(values instanceof Float32Array)) throw bad(`initialWeights: '${name}' is no Float32Array`);
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) throw bad(`initialWeights: number ${wrong} of '${name}' is ${values[wrong]}; need finite numbers`);
  }
}

function checkCallback(what: string, callback: unknown): void {
  if (typeof callback !== 'object' || callback === null) {
    throw bad(`${what} is ${shown(callback)}; need an object with ${CALLBACK_METHODS.join(', ')}`);
  }
  for (const name of Object.keys(callback)) {
    if (!name.startsWith('on') || CALLBACK_METHODS.some((method) => method === name)) continue;
    const near = didYouMean(name, CALLBACK_METHODS);
    throw bad(
      `${what}: nothing calls '${name}'${near ? ` (did you mean '${near}'?)` : ''}; there are ${CALLBACK_METHODS.join(', ')}`,
    );
  }
}

const bad = (text: string): SelvedgeError => new SelvedgeError('invalid-argument', `${text}.`);

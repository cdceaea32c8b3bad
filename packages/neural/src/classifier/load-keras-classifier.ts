import { SelvedgeError } from '@selvedge/data';
import { areClassNames, onlyBooleans, onlyFields } from '@selvedge/data/checks';
import { loadKeras, resolveNetwork } from '@selvedge/networks';
import { seenByLoss, weightsByName } from '@selvedge/networks/engine';
import type { ReadKerasOptions } from '@selvedge/networks/types';
import { FittedNeural } from './fitted-neural.js';
import { checkNeuralParams } from './neural-params.js';

export interface LoadKerasOptions extends ReadKerasOptions {
  /** Names of the classes, one per output; default: their numbers, from 0. */
  readonly classes?: readonly string[];
  /**
   * True: the outputs are logits, and probabilities their softmax. Needed for a model that does not end in a softmax, since
   * Keras keeps `from_logits` in the loss, not in the layers.
   */
  readonly logits?: boolean;
}

/**
 * Reads a classifier that Keras saved, `.keras` or `.h5`, as a fitted one: it predicts, and can be saved and exported.
 * Needs the optional peer `h5wasm`.
 *
 * @throws SelvedgeError as `loadKeras`; `invalid-argument` for another number of classes, and for a model that ends in no
 *   softmax without `logits`
 */
export async function loadKerasClassifier(path: string, options: LoadKerasOptions = {}): Promise<FittedNeural> {
  onlyFields('loadKerasClassifier, options', options, ['classes', 'logits', 'bytes'], { fromLogits: 'logits: true' });
  onlyBooleans('loadKerasClassifier, options', options, ['logits']);
  const { classes, logits = false, bytes } = options;
  const { declaration, weights } = await loadKeras(path, bytes ? { bytes } : {});
  const declared = resolveNetwork(declaration);
  if (declared.head === 'linear' && !logits) {
    throw bad(path, 'its last layer is not a softmax; state that its outputs are logits: { logits: true }');
  }
  if (declared.outputs < 2) throw bad(path, 'it has 1 output; need one per class');
  if (classes !== undefined && classes.length !== declared.outputs) {
    throw bad(path, `got ${classes.length} names of classes; it has ${declared.outputs} outputs`);
  }
  if (classes !== undefined && !areClassNames(classes)) {
    throw bad(path, `got ${JSON.stringify(classes)} as names of classes; need texts that differ`);
  }
  const network = seenByLoss(declared, 'cross-entropy');
  return new FittedNeural({
    params: checkNeuralParams({ network: declaration }),
    classes: classes ?? Array.from({ length: declared.outputs }, (_, at) => String(at)),
    network,
    weights: weightsByName(network, weights),
    history: { epochs: [], stopped: 'epochs', resultEpoch: 0, engine: 'Keras' },
  });
}

const bad = (path: string, why: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `loadKerasClassifier ${path}: ${why}.`);

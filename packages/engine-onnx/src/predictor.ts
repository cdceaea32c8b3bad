import { openSession, tensor } from '@selvedge/compute';
import type { Session, SessionOptions } from '@selvedge/compute/types';
import { isShared } from '@selvedge/compute/workers';
import { bytesOf, numbersIn } from '@selvedge/data/checks';
import type { Network } from '@selvedge/networks/types';
import { FLUSH_DENORMALS } from './flush-denormals.js';
import { buildPredictGraph } from './predict-graph.js';

/** Rows at once: enough to keep all cores busy, few enough for the caches. */
const DEFAULT_ROWS = 256;

/** What a network computes with at the moment. */
interface LiveWeights {
  readonly parameters: Float32Array;
  readonly state: Float32Array;
  /** Makes the canonical parameters from `parameters`, which may lie in another order. */
  canonical(): Float32Array;
}

/** Predicts with weights inside the graph, where the runtime prepares them; opens it again when they have changed. */
export class Predictor {
  readonly #network: Network;
  readonly #rowsAtOnce: number;
  readonly #options: SessionOptions;
  #session: Session | undefined;
  #parameters: Float32Array | undefined;
  #state: Float32Array | undefined;

  constructor(network: Network, rowsAtOnce: number | undefined, options: SessionOptions) {
    this.#network = network;
    this.#rowsAtOnce = rowsAtOnce ?? DEFAULT_ROWS;
    this.#options = options;
  }

  /** @param isUnchanged - see `CompiledNetwork.predict` */
  async predict(
    weights: LiveWeights,
    features: Float32Array,
    { rows, isUnchanged }: { readonly rows: number; readonly isUnchanged: boolean },
  ): Promise<Float32Array> {
    const session = (isUnchanged && this.#session) || (await this.#open(weights));
    const { inputShape, outputs } = this.#network;
    const columns = numbersIn(inputShape);
    const results = new Float32Array(rows * outputs);
    const most = this.#rowsAtOnce;
    for (let start = 0; start < rows; start += most) {
      const end = Math.min(rows, start + most);
      const part = unshared(features.subarray(start * columns, end * columns));
      const output = tensor(results.subarray(start * outputs, end * outputs), [end - start, outputs]);
      await session.run({ features: tensor(part, [end - start, ...inputShape]) }, { outputs: output });
    }
    return results;
  }

  async close(): Promise<void> {
    await this.#session?.close();
    this.#session = undefined;
  }

  async #open({ canonical, parameters, state }: LiveWeights): Promise<Session> {
    // Comparing memory is cheap beside the prediction of many rows, and needs no promise from whoever writes it.
    if (this.#session && equal(parameters, this.#parameters) && equal(state, this.#state)) return this.#session;
    await this.close();
    const model = buildPredictGraph(this.#network, canonical(), state, { softmax: false });
    this.#session = await openSession(model, { ...this.#options, ...FLUSH_DENORMALS });
    this.#parameters = parameters.slice();
    this.#state = state.slice();
    return this.#session;
  }
}

function equal(a: Float32Array, b: Float32Array | undefined): boolean {
  if (b === undefined) return false;
  if (typeof Buffer !== 'undefined') return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
  const [left, right] = [wordsOf(a), wordsOf(b)];
  return left.length === right.length && left.every((word, at) => word === right[at]);
}

const wordsOf = ({ buffer, byteOffset, length }: Float32Array): Int32Array =>
  new Int32Array(buffer, byteOffset, length);

function unshared(values: Float32Array): Float32Array {
  return isShared(values) ? values.slice() : values;
}

import { type Dataset, dataset, matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { numbersIn, throwIfAborted } from '@selvedge/data/checks';
import { DEFAULT_MAX_BYTES } from '../bytes/gunzip.js';
import { NUMBER_ARRAYS, type RowsSource } from './rows.js';

export interface CollectOptions {
  /** The most that the values may take in memory; default 4 GiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** Reads every row into memory. Only rows that have arrived take memory, whatever a header claimed. */
export async function collect(source: RowsSource, options: CollectOptions = {}): Promise<Dataset> {
  const { info } = source;
  const columns = numbersIn(info.shape);
  const values = new GrowingArray(NUMBER_ARRAYS[info.type], options.maxBytes ?? DEFAULT_MAX_BYTES, info.name);
  const labels = new GrowingArray(Uint16Array, Number.POSITIVE_INFINITY, info.name);
  const weights = new GrowingArray(Float64Array, Number.POSITIVE_INFINITY, info.name);
  const expected = info.rows;
  for await (const batch of source.batches()) {
    throwIfAborted(options.signal, info.name);
    values.append(batch.features.values, expected === undefined ? 0 : expected * columns);
    labels.append(batch.labels, expected ?? 0);
    if (batch.weights) weights.append(batch.weights, expected ?? 0);
  }
  const rows = labels.length;
  return dataset({
    name: info.name,
    features: matrix(values.take() as Numbers, rows, columns),
    labels: labels.take() as Uint16Array,
    classes: info.classes,
    shape: info.shape,
    ...(info.columns && { columns: info.columns }),
    ...(weights.length > 0 && { weights: weights.take() as Float64Array }),
    provenance: info.provenance,
  });
}

type GrowableType = Uint8ArrayConstructor | Uint16ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor;
type Growable = InstanceType<GrowableType>;

/** A typed array that doubles when it is full. */
export class GrowingArray {
  readonly #type: GrowableType;
  readonly #maxBytes: number;
  readonly #what: string;
  #values: Growable;
  length = 0;

  constructor(type: GrowableType, maxBytes: number, what: string) {
    this.#type = type;
    this.#maxBytes = maxBytes;
    this.#what = what;
    this.#values = new type(0);
  }

  /** @param expected - the length in the end, if known: reserved once a fair part of it has come, to save copies */
  append(more: ArrayLike<number>, expected = 0): void {
    const length = this.length + more.length;
    if (length * this.#type.BYTES_PER_ELEMENT > this.#maxBytes) throw tooLarge(this.#what, this.#maxBytes);
    if (length > this.#values.length) {
      const credible = expected >= length && expected <= 16 * length ? expected : Math.max(length, 2 * this.length);
      const larger = new this.#type(credible);
      larger.set(this.#values.subarray(0, this.length));
      this.#values = larger;
    }
    this.#values.set(more, this.length);
    this.length = length;
  }

  /** What was appended; nothing may be appended afterwards. */
  take(): Growable {
    // A copy gives the spare part back, which a view would keep alive; where it is small, a copy costs more than it gives.
    const spare = this.#values.length - this.length;
    return spare <= this.length / 64 ? this.#values.subarray(0, this.length) : this.#values.slice(0, this.length);
  }
}

const tooLarge = (what: string, maxBytes: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: its values take more than the ${maxBytes} bytes allowed in memory. Raise maxBytes, or convert it as a stream.`,
  );

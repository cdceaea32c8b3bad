import type { Matrix } from '@selvedge/data';
import { distancesWasm } from '../kernels/distances.wasm.js';
import { instantiateKernels, type Kernels, MemoryPlan } from '../kernels/instantiate.js';
import { tensor } from '../onnx/tensor.js';
import type { RuntimeName } from '../runtime/onnx-runtime.js';
import type { WorkerContext } from '../workers/serve.js';
import { withHalfSquares, withZeroQueries } from './cosines.js';
import { type PreparedRows, prepareFloats } from './prepare.js';
import { openProducts, type Products } from './products.js';

/** What a worker thread is asked: the nearest rows of one block of queries. */
export interface SearchRequest {
  readonly train: PreparedRows;
  readonly queries: Matrix;
  readonly k: number;
  readonly runtime: RuntimeName | undefined;
}

/** Queries x k, nearest first. */
export interface Neighbors {
  readonly rows: Uint32Array;
  /** In the metric's unit: Euclidean distances, not their squares. */
  readonly distances: Float64Array;
  readonly k: number;
}

/** The functions of assembly/distances.ts. */
interface DistanceKernels {
  selectInt(...numbers: number[]): void;
  selectFloat(...numbers: number[]): void;
  sumMinima(...numbers: number[]): void;
  manhattanFloats(...numbers: number[]): void;
}

/** Rows of a block of training rows: with 512 queries its products are 2 MB, which a core's cache holds. */
const ROWS = 1024;

// eslint-disable-next-line selvedge/no-shared-state -- working memory of this thread, which each call sets first
let kernels: Kernels<DistanceKernels> | undefined;

/** Searches all rows for one block of queries. Runs in a worker thread. */
export async function searchBlock(request: SearchRequest, context: WorkerContext): Promise<Neighbors> {
  const { train, k } = request;
  kernels ??= instantiateKernels<DistanceKernels>(distancesWasm);
  const bytes = train.rows.values instanceof Uint8Array;
  const products =
    train.metric === 'manhattan' ? undefined : await openProducts(bytes ? 'bytes' : 'floats', request.runtime);
  const neighbors = bytes
    ? await searchBytes(request, kernels, products, context)
    : await searchFloats(request, kernels, products, context);
  context.transfer(neighbors.rows.buffer as ArrayBuffer, neighbors.distances.buffer as ArrayBuffer);
  return { ...neighbors, k };
}

async function searchBytes(
  { train, queries, k }: SearchRequest,
  kernels: Kernels<DistanceKernels>,
  products: Products | undefined,
  context: WorkerContext,
): Promise<Omit<Neighbors, 'k'>> {
  const rows = train.rows as Matrix<Uint8Array>;
  const columns = rows.columns;
  const width = roundUp(columns, 16);
  const count = roundUp(queries.rows, 4);
  const { exports, memory } = kernels;
  const plan = new MemoryPlan(kernels);
  const at = {
    rows: plan.place(ROWS * width),
    queries: plan.place(count * width),
    constants: plan.place(ROWS * 4),
    products: plan.place(ROWS * count * 4),
    thresholds: plan.place(count * 4),
    listScores: plan.place(count * k * 4),
    listRows: plan.place(count * k * 4),
  };
  plan.apply();
  const { buffer } = memory;
  const queryBytes = new Uint8Array(buffer, at.queries, count * width).fill(0);
  const given = queries.values as Uint8Array;
  if (products) transposeBytes(given, queries.rows, columns, queryBytes, count, products.offset);
  else copyPadded(given, 0, queries.rows, columns, queryBytes, width);
  const rowBytes = new Uint8Array(buffer, at.rows, ROWS * width).fill(0);
  const constants = new Int32Array(buffer, at.constants, ROWS).fill(0);
  const listScores = new Int32Array(buffer, at.listScores, count * k).fill(0x7fffffff);
  const listRows = new Uint32Array(buffer, at.listRows, count * k);
  new Int32Array(buffer, at.thresholds, count).fill(0x7fffffff);
  const queryTensor =
    products?.offset === 0
      ? tensor(queryBytes.subarray(0, width * count), [width, count])
      : tensor(new Int8Array(buffer, at.queries, width * count), [width, count]);

  for (let first = 0; first < rows.rows; first += ROWS) {
    context.throwIfAborted('search for neighbours');
    const size = Math.min(ROWS, rows.rows - first);
    copyPadded(rows.values, first, size, columns, rowBytes, width);
    if (products) {
      // |t - q|^2 - |q|^2 = |t|^2 - 2 t.q, and t.q = t.(q - 128) + 128 sum(t); sums wrap around, the result fits.
      const shift = 2 * products.offset;
      for (let row = 0; row < size; row++)
        constants[row] = (train.squares[first + row] - shift * train.sums[first + row]) | 0;
      await products.run(
        tensor(rowBytes.subarray(0, size * width), [size, width]),
        queryTensor,
        tensor(new Int32Array(buffer, at.products, size * count), [size, count]),
      );
    } else {
      // |t - q| less q, summed, is the sum of t - 2 min(t, q).
      constants.set(train.sums.subarray(first, first + size));
      exports.sumMinima(at.rows, at.queries, width, size, count, at.products);
    }
    exports.selectInt(at.products, at.constants, size, count, first, k, at.thresholds, at.listScores, at.listRows);
  }
  const found = queries.rows * k;
  const distances = new Float64Array(found);
  for (let query = 0, entry = 0; query < queries.rows; query++) {
    const own = products ? squareOf(given, query, columns) : sumOf(given, query, columns);
    for (const end = entry + k; entry < end; entry++) {
      const distance = listScores[entry] + own;
      distances[entry] = products ? Math.sqrt(distance) : distance;
    }
  }
  return { rows: listRows.slice(0, found), distances };
}

async function searchFloats(
  { train, queries, k }: SearchRequest,
  kernels: Kernels<DistanceKernels>,
  products: Products | undefined,
  context: WorkerContext,
): Promise<Omit<Neighbors, 'k'>> {
  const rows = train.rows as Matrix<Float32Array>;
  const columns = rows.columns;
  const width = roundUp(columns, 4);
  const count = roundUp(queries.rows, 4);
  const { exports, memory } = kernels;
  const plan = new MemoryPlan(kernels);
  const at = {
    rows: plan.place(ROWS * width * 4),
    queries: plan.place(count * width * 4),
    transposed: plan.place(count * width * 4),
    constants: plan.place(ROWS * 4),
    products: plan.place(ROWS * count * 4),
    thresholds: plan.place(count * 4),
    margins: plan.place(count * 8),
    listDistances: plan.place(count * k * 8),
    listRows: plan.place(count * k * 4),
  };
  plan.apply();
  const { buffer } = memory;
  const prepared = prepareFloats(queries, train.metric, train.centres);
  const queryFloats = new Float32Array(buffer, at.queries, count * width).fill(0);
  copyPadded(prepared.rows.values as Float32Array, 0, queries.rows, columns, queryFloats, width);
  const transposed = new Float32Array(buffer, at.transposed, count * width).fill(0);
  transposeFloats(queryFloats, queries.rows, width, transposed, count);
  const rowFloats = new Float32Array(buffer, at.rows, ROWS * width).fill(0);
  const constants = new Float32Array(buffer, at.constants, ROWS).fill(0);
  const margins = new Float64Array(buffer, at.margins, count).fill(0);
  new Float32Array(buffer, at.thresholds, count).fill(Number.POSITIVE_INFINITY);
  const listDistances = new Float64Array(buffer, at.listDistances, count * k).fill(Number.POSITIVE_INFINITY);
  const listRows = new Uint32Array(buffer, at.listRows, count * k);

  // A float32 sum of n products is off by at most n rounding steps of the products' magnitudes (any order of
  // summation; Higham, Accuracy and Stability of Numerical Algorithms, section 3.1), and |t||q| <= (|t|^2 + |q|^2) / 2.
  const error = (width + 16) * 2 ** -24;
  // Centred unit rows are searched by their Euclidean distance: half its square is one minus the cosine.
  const isCentredCosine = train.metric === 'cosine' && train.centres !== undefined;
  const metric = isCentredCosine ? 'euclidean' : train.metric;
  for (let query = 0; query < count; query++) {
    if (metric === 'euclidean') margins[query] = (prepared.squares[query] ?? 0) * (1 - error);
    else if (metric === 'cosine') margins[query] = 1 - error * 1.001;
  }
  const factor = metric === 'euclidean' ? -2 : metric === 'cosine' ? -1 : 1 - error;
  const metricCode = metric === 'euclidean' ? 0 : metric === 'cosine' ? 1 : 2;
  for (let first = 0; first < rows.rows; first += ROWS) {
    context.throwIfAborted('search for neighbours');
    const size = Math.min(ROWS, rows.rows - first);
    copyPadded(rows.values, first, size, columns, rowFloats, width);
    if (metric === 'euclidean') {
      for (let row = 0; row < size; row++) constants[row] = train.squares[first + row] * (1 - error);
    }
    if (products) {
      await products.run(
        tensor(rowFloats.subarray(0, size * width), [size, width]),
        tensor(transposed, [width, count]),
        tensor(new Float32Array(buffer, at.products, size * count), [size, count]),
      );
    } else exports.manhattanFloats(at.rows, at.queries, width, size, count, at.products);
    exports.selectFloat(
      at.products,
      at.constants,
      factor,
      size,
      count,
      first,
      k,
      at.thresholds,
      at.listDistances,
      at.listRows,
      at.margins,
      at.rows,
      at.queries,
      width,
      metricCode,
    );
  }
  const found = queries.rows * k;
  const distances = listDistances.slice(0, found);
  if (isCentredCosine) {
    for (let entry = 0; entry < found; entry++) distances[entry] /= 2;
    return withZeroQueries({ rows: listRows.slice(0, found), distances }, queries, k);
  }
  if (metric === 'euclidean')
    for (let entry = 0; entry < found; entry++) distances[entry] = Math.sqrt(distances[entry]);
  const neighbors = { rows: listRows.slice(0, found), distances };
  return metric === 'cosine' ? withHalfSquares(neighbors, rows, prepared.rows, k) : neighbors;
}

const roundUp = (count: number, unit: number): number => Math.ceil(count / unit) * unit;

function squareOf(values: Uint8Array, row: number, columns: number): number {
  let square = 0;
  for (let at = row * columns; at < (row + 1) * columns; at++) square += values[at] * values[at];
  return square;
}

function sumOf(values: Uint8Array, row: number, columns: number): number {
  let sum = 0;
  for (let at = row * columns; at < (row + 1) * columns; at++) sum += values[at];
  return sum;
}

function copyPadded<T extends Uint8Array | Float32Array>(
  source: T,
  first: number,
  rows: number,
  columns: number,
  target: T,
  width: number,
): void {
  if (columns === width) {
    target.set(source.subarray(first * columns, (first + rows) * columns));
    return;
  }
  for (let row = 0; row < rows; row++) {
    target.set(source.subarray((first + row) * columns, (first + row + 1) * columns), row * width);
  }
}

function transposeBytes(
  source: Uint8Array,
  rows: number,
  columns: number,
  target: Uint8Array,
  width: number,
  offset: number,
): void {
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) target[column * width + row] = source[row * columns + column] - offset;
  }
}

function transposeFloats(
  source: Float32Array,
  rows: number,
  columns: number,
  target: Float32Array,
  width: number,
): void {
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) target[column * width + row] = source[row * columns + column];
  }
}

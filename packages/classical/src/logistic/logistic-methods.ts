import { openSession, tensor } from '@selvedge/compute';
import type { Session, WorkerContext } from '@selvedge/compute/types';
import type { Matrix } from '@selvedge/data';
import { gradientGraph, probabilityGraph } from './gradient-graph.js';

/** Rows that one thread keeps: some sections of all rows, each summed for itself, block by block. */
export interface Part {
  /** Rows of each section, in order. */
  readonly sections: readonly number[];
  readonly features: Matrix<Uint8Array> | Matrix<Float32Array>;
  /** Numbers of the classes that are present, not of all classes. */
  readonly labels: Uint16Array;
  readonly classes: number;
  /** Weight of each row. */
  readonly rowWeights: Float64Array;
}

/** Where the loss is asked for: columns x classes and classes. */
export interface Point {
  readonly weights: Float32Array;
  readonly intercepts: Float32Array;
}

/** Sums over a section's rows. */
export interface Sums {
  readonly loss: number;
  /** Classes x columns. */
  readonly weightGradient: Float64Array;
  readonly interceptGradient: Float64Array;
}

/** As floats a block is 1.6 MB at 784 columns: the second product finds it in the core's cache. */
const BLOCK = 512;

// eslint-disable-next-line selvedge/no-shared-state -- a session keeps nothing of a call
const sessions = new Map<string, Promise<Session>>();

function session(name: 'gradient' | 'probability', features: Matrix): Promise<Session> {
  const type = features.values instanceof Uint8Array ? 'uint8' : 'float32';
  const key = `${name} ${type}`;
  let opened = sessions.get(key);
  if (!opened) {
    opened = openSession((name === 'gradient' ? gradientGraph : probabilityGraph)(type), { threads: 1 });
    sessions.set(key, opened);
  }
  return opened;
}

async function sumsOf(
  { features, labels, classes, rowWeights: allWeights }: Part,
  start: number,
  end: number,
  { weights, intercepts }: Point,
  context: WorkerContext,
): Promise<Sums> {
  const { columns } = features;
  const { run } = await session('gradient', features);
  const feeds = { weights: tensor(weights, [columns, classes]), intercepts: tensor(intercepts) };
  const weightGradient = new Float64Array(classes * columns);
  const interceptGradient = new Float64Array(classes);
  let loss = 0;
  for (let first = start; first < end; first += BLOCK) {
    context.throwIfAborted('fit logistic-regression');
    const size = Math.min(BLOCK, end - first);
    const targets = new Float32Array(size * classes);
    const rowWeights = new Float32Array(size);
    for (let row = 0; row < size; row++) {
      targets[row * classes + labels[first + row]] = 1;
      rowWeights[row] = allWeights[first + row];
    }
    const sums = await run({
      ...feeds,
      rows: tensor(features.values.subarray(first * columns, (first + size) * columns), [size, columns]),
      targets: tensor(targets, [size, classes]),
      rowWeights: tensor(rowWeights, [size, 1]),
    });
    loss += Number(sums.loss.data[0]);
    addTo(weightGradient, sums.weightGradient.data as Float32Array);
    addTo(interceptGradient, sums.interceptGradient.data as Float32Array);
  }
  return { loss, weightGradient, interceptGradient };
}

function addTo(sums: Float64Array, values: Float32Array): void {
  for (let at = 0; at < values.length; at++) sums[at] += values[at];
}

async function probabilities(
  { features, point, classes }: { features: Matrix; point: Point; classes: number },
  context: WorkerContext,
): Promise<Float32Array> {
  const { rows, columns } = features;
  const values = features.values instanceof Float64Array ? Float32Array.from(features.values) : features.values;
  const { run } = await session('probability', { ...features, values });
  const weights = tensor(point.weights, [columns, classes]);
  const intercepts = tensor(point.intercepts);
  const result = new Float32Array(rows * classes);
  for (let first = 0; first < rows; first += BLOCK) {
    context.throwIfAborted('predict with logistic-regression');
    const size = Math.min(BLOCK, rows - first);
    const block = tensor(values.subarray(first * columns, (first + size) * columns), [size, columns]);
    const { shares } = await run({ rows: block, weights, intercepts });
    result.set(shares.data as Float32Array, first * classes);
  }
  context.transfer(result.buffer);
  return result;
}

/** What threads do for logistic regression. */
export interface LogisticMethods {
  /** Keeps the rows that `evaluate` is about. */
  load(part: Part): void;
  /** The sums of each section. */
  evaluate(point: Point, context: WorkerContext): Promise<Sums[]>;
  readonly probabilities: typeof probabilities;
}

/** Methods that share the rows loaded last. */
export function logisticMethods(): Pick<LogisticMethods, keyof LogisticMethods> {
  let part: Part | undefined;
  return {
    load(given) {
      part = given;
    },
    async evaluate(point, context) {
      if (!part) throw new Error('internal: evaluate was called before load');
      const all: Sums[] = [];
      let start = 0;
      for (const rows of part.sections) {
        all.push(await sumsOf(part, start, start + rows, point, context));
        start += rows;
      }
      context.transfer(
        ...all.flatMap(({ weightGradient, interceptGradient }) => [
          weightGradient.buffer as ArrayBuffer,
          interceptGradient.buffer as ArrayBuffer,
        ]),
      );
      return all;
    },
    probabilities,
  };
}

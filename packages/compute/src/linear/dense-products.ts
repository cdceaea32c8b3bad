import { type Matrix, SelvedgeError } from '@selvedge/data';
import { onnxModel } from '../onnx/model.js';
import { type RuntimeTensor, tensor } from '../onnx/tensor.js';
import { openSession, type Session, type SessionOptions } from '../runtime/session.js';

type Doubles = Matrix<Float64Array>;

/** Products of matrices of float64. */
export interface DenseProducts {
  /** into = a b */
  product(a: Doubles, b: Doubles, into: Float64Array): Promise<void>;
  /** into = sums + a' b, where `into` is another array than `sums` */
  addProduct(a: Doubles, b: Doubles, sums: Float64Array, into: Float64Array): Promise<void>;
  close(): Promise<void>;
}

/** Opens products by ONNX Runtime, or where it is not installed by plain loops. Threads share rows out, never sums. */
export async function openDenseProducts(): Promise<DenseProducts> {
  try {
    return await byRuntime();
  } catch (error) {
    if (error instanceof SelvedgeError && error.code === 'unsupported') return plainProducts;
    throw error;
  }
}

async function byRuntime(): Promise<DenseProducts> {
  const plain = await open(false);
  const added = await open(true);
  return {
    product: async (a, b, into) => {
      await plain.run({ a: asTensor(a), b: asTensor(b) }, { products: tensor(into, [a.rows, b.columns]) });
    },
    addProduct: async (a, b, sums, into) => {
      const shape = [a.columns, b.columns];
      const feeds = { a: asTensor(a), b: asTensor(b), sums: tensor(sums, shape) };
      await added.run(feeds, { products: tensor(into, shape) });
    },
    close: async () => {
      await plain.close();
      await added.close();
    },
  };
}

const asTensor = ({ values, rows, columns }: Doubles): RuntimeTensor => tensor(values, [rows, columns]);

/** Between products a waiting thread would burn as much as a working one. */
const NO_SPINNING: SessionOptions = { extra: { extra: { session: { intra_op: { allow_spinning: '0' } } } } };

/** a b, or a' b and sums. */
function open(isAdded: boolean): Promise<Session> {
  const type = 'float64';
  const graph = onnxModel({
    name: 'products',
    inputs: {
      a: { type, shape: isAdded ? ['shared', 'rows'] : ['rows', 'shared'] },
      b: { type, shape: ['shared', 'columns'] },
      ...(isAdded && { sums: { type, shape: ['rows', 'columns'] } }),
    },
    outputs: { products: { type, shape: ['rows', 'columns'] } },
    nodes: [
      {
        op: 'Gemm',
        inputs: isAdded ? ['a', 'b', 'sums'] : ['a', 'b'],
        outputs: ['products'],
        attributes: { transA: { int: isAdded ? 1 : 0 } },
      },
    ],
  });
  return openSession(graph, NO_SPINNING);
}

const plainProducts: DenseProducts = {
  async product(a, b, into) {
    into.fill(0);
    for (let row = 0; row < a.rows; row++)
      for (let at = 0; at < a.columns; at++)
        addRow(into, row * b.columns, a.values[row * a.columns + at], b.values, at * b.columns, b.columns);
  },
  async addProduct(a, b, sums, into) {
    into.set(sums);
    for (let at = 0; at < a.rows; at++)
      for (let row = 0; row < a.columns; row++)
        addRow(into, row * b.columns, a.values[at * a.columns + row], b.values, at * b.columns, b.columns);
  },
  close: async () => undefined,
};

function addRow(
  into: Float64Array,
  place: number,
  factor: number,
  row: Float64Array,
  start: number,
  columns: number,
): void {
  for (let at = 0; at < columns; at++) into[place + at] += factor * row[start + at];
}

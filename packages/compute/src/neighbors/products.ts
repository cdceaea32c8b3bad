import { environmentVariable } from '../environment.js';
import { onnxModel } from '../onnx/model.js';
import { type RuntimeTensor, tensor } from '../onnx/tensor.js';
import { RUNTIME_VARIABLE } from '../runtime/load.js';
import type { RuntimeName } from '../runtime/onnx-runtime.js';
import { openSession, type Session } from '../runtime/session.js';

/** Products of rows with queries: rows x columns times columns x queries. */
export interface Products {
  /** What was subtracted from the queries' bytes before they were multiplied: 128 or 0. */
  readonly offset: number;
  run(rows: RuntimeTensor, queries: RuntimeTensor, into: RuntimeTensor): Promise<void>;
}

// eslint-disable-next-line selvedge/no-shared-state -- sessions without state: the key holds all that they depend on
const opened = new Map<string, Promise<Products>>();

/**
 * Opens the graph that multiplies bytes (exactly, into int32) or floats; once per thread.
 *
 * Signed queries are the fast case of every int8 instruction set. Where one saturates its 16-bit intermediate sums
 * (AVX2 without VNNI does), products come out wrong: the largest ones are tried first, and if they are, the queries
 * stay unsigned.
 */
export function openProducts(type: 'bytes' | 'floats', runtime: RuntimeName | undefined): Promise<Products> {
  const key = `${type} ${runtime ?? environmentVariable(RUNTIME_VARIABLE) ?? ''}`;
  let products = opened.get(key);
  if (!products) {
    products = type === 'floats' ? floatProducts(runtime) : byteProducts(runtime);
    products.catch(() => opened.delete(key));
    opened.set(key, products);
  }
  return products;
}

async function floatProducts(runtime: RuntimeName | undefined): Promise<Products> {
  return withOffset(await open('MatMul', 'float32', 'float32', runtime), 0);
}

async function byteProducts(runtime: RuntimeName | undefined): Promise<Products> {
  const signed = await open('MatMulInteger', 'int8', 'int32', runtime);
  if (await isExact(signed)) return withOffset(signed, 128);
  await signed.close();
  return withOffset(await open('MatMulInteger', 'uint8', 'int32', runtime), 0);
}

function open(
  op: string,
  queries: 'float32' | 'int8' | 'uint8',
  products: 'float32' | 'int32',
  runtime: RuntimeName | undefined,
): Promise<Session> {
  const graph = onnxModel({
    name: 'products',
    inputs: {
      rows: { type: products === 'int32' ? 'uint8' : 'float32', shape: ['rows', 'columns'] },
      queries: { type: queries, shape: ['columns', 'queries'] },
    },
    outputs: { products: { type: products, shape: ['rows', 'queries'] } },
    nodes: [{ op, inputs: ['rows', 'queries'], outputs: ['products'] }],
  });
  // One thread: the queries are shared out over worker threads, which also select in parallel.
  return openSession(graph, { threads: 1, ...(runtime === undefined ? {} : { runtime }) });
}

const withOffset = (session: Session, offset: number): Products => ({
  offset,
  run: async (rows, queries, into) => void (await session.run({ rows, queries }, { products: into })),
});

async function isExact(session: Session): Promise<boolean> {
  const columns = 784;
  const rows = tensor(new Uint8Array(32 * columns).fill(255), [32, columns]);
  for (const value of [-128, 127]) {
    const queries = tensor(new Int8Array(columns * 32).fill(value), [columns, 32]);
    const { products } = await session.run({ rows, queries });
    if (products.data.some((product: number | bigint) => product !== 255 * value * columns)) return false;
  }
  return true;
}

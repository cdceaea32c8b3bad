import { SelvedgeError } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import { nativeCall } from '#thread';
import { DIRECT_OUTPUTS } from '../onnx/model.js';
import { type RuntimeTensor, TENSOR_TYPES, type TensorType } from '../onnx/tensor.js';
import { loadRuntime } from './load.js';
import type { OrtSession, OrtTensor, Runtime, RuntimeName, ValueMetadata } from './onnx-runtime.js';
import { withShortWaits } from './short-waits.js';

/** How a model is opened. */
export interface SessionOptions {
  /** Default: `SELVEDGE_RUNTIME`, else the native build where it can be loaded. */
  readonly runtime?: RuntimeName;
  /** Threads inside one operator; default: the runtime's own choice. The WASM build has one. */
  readonly threads?: number;
  /** How far the runtime may rewrite the graph; default `all`. */
  readonly optimization?: 'disabled' | 'basic' | 'extended' | 'all';
  /** Any further option of ONNX Runtime's `InferenceSession.create`. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, RuntimeTensor>>;

/**
 * A model that is ready to compute. The native build computes inside `run` before it returns (it blocks the event
 * loop): long work belongs in a worker thread.
 */
export interface Session {
  readonly runtime: RuntimeName;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * @param feeds - one tensor per input. Arrays over a SharedArrayBuffer are refused by the runtime: copy them
   * @param fetches - names of the wanted outputs, or tensors whose arrays shall receive them (no new memory);
   * default: every output in new arrays
   * @throws SelvedgeError `invalid-argument` when the runtime refuses the feeds
   */
  run(feeds: Tensors, fetches?: Tensors | readonly string[]): Promise<Record<string, RuntimeTensor>>;
  /** Gives back the runtime's memory. */
  close(): Promise<void>;
}

/**
 * Opens a model.
 *
 * @param model - the bytes of an .onnx file
 * @throws SelvedgeError `corrupt-file` for bytes that the runtime cannot read as a model; `unsupported` for inputs or
 * outputs of an element type without a typed array (ONNX Runtime 1.30 ends the process on an INT4 output)
 */
export async function openSession(model: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const runtime = await loadRuntime(options.runtime);
  const session = await create(runtime, model, options);
  try {
    checkTypes(session.inputMetadata, 'input');
    checkTypes(session.outputMetadata, 'output');
  } catch (error) {
    await session.release();
    throw error;
  }
  const { inputNames } = session;
  const outputNames = session.outputNames.filter((name) => name !== DIRECT_OUTPUTS);
  const isDirect = outputNames.length < session.outputNames.length;
  return {
    runtime: runtime.name,
    inputNames,
    outputNames,
    run: (feeds, fetches = outputNames) =>
      isDirect ? runDirectly(runtime, session, feeds, fetches) : runSession(runtime, session, feeds, fetches),
    close: () => session.release(),
  };
}

async function create(
  { name, ort }: Runtime,
  model: Uint8Array,
  { threads, optimization = 'all', extra }: SessionOptions,
): Promise<OrtSession> {
  try {
    return await nativeCall(() =>
      ort.InferenceSession.create(model, {
        executionProviders: [name === 'node' ? 'cpu' : 'wasm'],
        logSeverityLevel: 3,
        graphOptimizationLevel: optimization,
        ...(threads !== undefined && name === 'node' ? { intraOpNumThreads: threads } : {}),
        ...(name === 'node' ? withShortWaits(extra) : extra),
      }),
    );
  } catch (cause) {
    throw new SelvedgeError(
      'corrupt-file',
      `openSession: ONNX Runtime cannot read these ${model.length} bytes as a model: ${firstLine(cause)}`,
      { cause },
    );
  }
}

async function runSession(
  { name, ort }: Runtime,
  session: OrtSession,
  feeds: Tensors,
  fetches: Tensors | readonly string[],
): Promise<Record<string, RuntimeTensor>> {
  const wrap = wrapper(ort);
  const names = isNames(fetches) ? fetches : Object.keys(fetches);
  let results: Readonly<Record<string, OrtTensor>>;
  try {
    const given = mapValues(feeds, wrap);
    // The WASM build computes in its own heap and leaves a preallocated output untouched: copied below instead.
    const places = isNames(fetches) || name === 'web' ? names : mapValues(fetches, wrap);
    results = await nativeCall(() => session.run(given, places));
  } catch (cause) {
    throw refused(cause);
  }
  const outputs: Record<string, RuntimeTensor> = {};
  for (const key of names) {
    const { type, data, dims } = results[key];
    const place = isNames(fetches) ? undefined : fetches[key];
    // The native build has written there, and returns a copy as well.
    if (place !== undefined && name === 'web') place.data.set(data as never);
    outputs[key] = place ?? { type: type as TensorType, data: data as Float32Array, dims };
  }
  return outputs;
}

/**
 * Runs a graph whose outputs go into the caller's arrays alone. After the computation the binding looks at the outputs
 * in their order and stops at the first one, a sequence: so it makes no copies of the others.
 */
async function runDirectly(
  { ort }: Runtime,
  session: OrtSession,
  feeds: Tensors,
  fetches: Tensors | readonly string[],
): Promise<Record<string, RuntimeTensor>> {
  if (isNames(fetches)) throw new Error('internal: a graph with direct outputs was run without places for them');
  const wrap = wrapper(ort);
  try {
    await nativeCall(() =>
      session.run(mapValues(feeds, wrap), { [DIRECT_OUTPUTS]: null, ...mapValues(fetches, wrap) }),
    );
  } catch (cause) {
    if (cause instanceof Error && cause.message === SEQUENCE_REFUSED) return { ...fetches };
    throw refused(cause);
  }
  throw new SelvedgeError('unsupported', 'Session.run: this ONNX Runtime hands out sequences; use no direct outputs.');
}

/** What the binding of onnxruntime-node 1.30 says of a result that is a sequence. */
const SEQUENCE_REFUSED = 'Non tensor type is temporarily not supported.';

const wrapper =
  (ort: Runtime['ort']) =>
  ({ type, data, dims }: RuntimeTensor): OrtTensor =>
    new ort.Tensor(type, data, dims);

const refused = (cause: unknown): SelvedgeError =>
  new SelvedgeError('invalid-argument', `Session.run: ONNX Runtime refused: ${firstLine(cause)}`, { cause });

const isNames = (fetches: Tensors | readonly string[]): fetches is readonly string[] => Array.isArray(fetches);

function mapValues(tensors: Tensors, wrap: (value: RuntimeTensor) => OrtTensor): Record<string, OrtTensor> {
  return Object.fromEntries(Object.entries(tensors).map(([key, value]) => [key, wrap(value)]));
}

function checkTypes(metadata: readonly ValueMetadata[], direction: string): void {
  for (const value of metadata) {
    if (value.name === DIRECT_OUTPUTS) continue;
    const type = (value.isTensor && value.type) || 'not a tensor';
    if (!Object.hasOwn(TENSOR_TYPES, type)) throw badType(direction, value.name, type);
  }
}

const badType = (direction: string, name: string, type: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `openSession: ${direction} '${name}' is ${type}; supported are ${Object.keys(TENSOR_TYPES).join(', ')}. ` +
      'Add a Cast to one of them to the model.',
  );

const firstLine = (cause: unknown): string => messageOf(cause).split('\n', 1)[0].slice(0, 300);

import { SelvedgeError } from '@selvedge/data';
import { joined } from '@selvedge/data/arithmetic';
import { numbersIn } from '@selvedge/data/checks';
import { readFrom, writeInto } from '#folder';
import type { NetworkSpec } from '../declaration/layer-spec.js';
import type { Network, TensorSlot } from '../declaration/network.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { showShape } from '../declaration/shape.js';
import type { Weights } from '../engine/weights.js';
import { exportKeras } from './export-keras.js';
import type { StoredTensor } from './hdf5.js';
import { type ReadKeras, readKeras } from './import-keras.js';
import type { KerasTopology } from './keras-json.js';

const WEIGHTS_FILE = 'group1-shard1of1.bin';

/**
 * Writes the format of `tf.loadLayersModel`: `model.json` with the topology, and the weights beside it.
 *
 * @param folder - made when it is not there
 * @throws SelvedgeError `unsupported` for what tf.layers has no name for; `io`
 */
export async function saveLayersModel(
  { network, weights }: { readonly network: Network; readonly weights: Weights },
  folder: string,
): Promise<void> {
  checkedWeights('saveLayersModel', { network, weights });
  const tensors = tensorsOf(network, weights);
  const specs = tensors.map(({ kerasName, shape }) => ({ name: kerasName, shape, dtype: 'float32' }));
  const data = new Float32Array(network.parameterCount + network.stateCount);
  let at = 0;
  for (const { values } of tensors) {
    data.set(values, at);
    at += values.length;
  }
  const model = {
    format: 'layers-model',
    generatedBy: 'selvedge',
    convertedBy: null,
    modelTopology: exportKeras(network, 'tf.layers'),
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specs }],
  };
  try {
    await writeInto(folder, { [WEIGHTS_FILE]: new Uint8Array(data.buffer), 'model.json': JSON.stringify(model) });
  } catch (cause) {
    throw new SelvedgeError('io', `saveLayersModel ${folder}: could not be written (${String(cause)}).`, { cause });
  }
}

/** @throws SelvedgeError `shape-mismatch` for weights that are not finite, or of another network */
export function checkedWeights(
  caller: string,
  { network, weights }: { readonly network: Network; readonly weights: Weights },
): void {
  for (const [part, count] of [
    ['parameters', network.parameterCount],
    ['state', network.stateCount],
  ] as const) {
    if (weights[part].length === count && weights[part].every(Number.isFinite)) continue;
    throw new SelvedgeError(
      'shape-mismatch',
      `${caller}: weights.${part} holds ${weights[part].length} numbers; need ${count}, all finite. Pass weights and network of one model.`,
    );
  }
}

/**
 * Reads what `saveLayersModel`, tf.layers or the Keras converter wrote.
 *
 * @returns the declaration, and the weights by slot name as `NeuralExtras.initialWeights` takes them
 * @throws SelvedgeError `corrupt-file`, `unsupported` naming the layer, `io`
 */
export async function loadLayersModel(
  folder: string,
): Promise<{ declaration: NetworkSpec; weights: Readonly<Record<string, Float32Array>> }> {
  const model = await readModel(folder);
  const { declaration, ...names } = readKeras(topologyOf(model.modelTopology));
  const network = resolveNetwork(declaration);
  const found = new Map<string, { readonly values: Float32Array; readonly shape: readonly number[] }>();
  for (const { paths, weights } of model.weightsManifest) {
    const parts = await Promise.all(paths.map((path) => read(folder, path)));
    const bytes = joined(Uint8Array, parts);
    let at = 0;
    for (const { name, shape, dtype, quantization } of weights) {
      if (found.has(name)) throw corrupt(folder, `weight '${name}' is listed twice`);
      if (quantization !== undefined)
        throw corrupt(folder, `weight '${name}' is quantised, where plain float32 can be read`);
      if (dtype !== 'float32')
        throw corrupt(
          folder,
          `weight '${name}' is ${JSON.stringify(dtype) ?? 'of no type'}, where float32 can be read`,
        );
      const size = numbersIn(shape);
      if (at + size * 4 > bytes.length) throw corrupt(folder, `weight '${name}' ends after the file does`);
      const values = new Float32Array(Uint8Array.from(bytes.subarray(at, at + size * 4)).buffer);
      found.set(name, { values, shape });
      at += size * 4;
    }
    if (at !== bytes.length)
      throw corrupt(folder, `${paths.join(', ')} hold ${bytes.length} bytes, and their weights need ${at}`);
  }
  const named = namedSlots(network, names).map(({ kerasName, slot }): [string, Float32Array] => {
    const weight = found.get(kerasName);
    if (weight === undefined || showShape(weight.shape) !== showShape(slot.shape)) {
      const seen = weight === undefined ? 'is missing' : `has shape ${showShape(weight.shape)}`;
      throw corrupt(folder, `weight '${kerasName}' ${seen}; the network needs ${showShape(slot.shape)}`);
    }
    return [slot.name, weight.values];
  });
  return { declaration, weights: Object.fromEntries(named) };
}

interface StoredModel {
  readonly modelTopology: KerasTopology | { readonly model_config: KerasTopology };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly {
      readonly name: string;
      readonly shape: readonly number[];
      readonly dtype: string;
      readonly quantization?: unknown;
    }[];
  }[];
}

async function readModel(folder: string): Promise<StoredModel> {
  const text = new TextDecoder().decode(await read(folder, 'model.json'));
  try {
    const model = JSON.parse(text) as Partial<StoredModel>;
    const isWhole = (model.weightsManifest ?? []).every?.(
      (group) =>
        Array.isArray(group?.paths) &&
        group.paths.every((path) => typeof path === 'string') &&
        Array.isArray(group.weights) &&
        group.weights.every((weight) => typeof weight?.name === 'string' && isSizes(weight.shape)),
    );
    if (
      typeof model.modelTopology === 'object' &&
      model.modelTopology &&
      Array.isArray(model.weightsManifest) &&
      isWhole
    )
      return model as StoredModel;
  } catch (cause) {
    throw corrupt(folder, 'model.json is not JSON', cause);
  }
  throw corrupt(folder, 'model.json has no topology or no list of weights');
}

const isSizes = (value: unknown): boolean =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

/** The Keras converter puts the topology one level deeper. */
const topologyOf = (topology: StoredModel['modelTopology']): KerasTopology =>
  'model_config' in topology ? topology.model_config : topology;

async function read(folder: string, name: string): Promise<Uint8Array> {
  // Names come from the file: only plain ones are followed, so that none leads out of the folder.
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) throw corrupt(folder, `its file name '${name}' is not a plain one`);
  try {
    return await readFrom(folder, name);
  } catch (cause) {
    throw new SelvedgeError('io', `loadLayersModel ${folder}: ${name} could not be read (${String(cause)}).`, {
      cause,
    });
  }
}

const KERAS_ROLES = {
  kernel: 'kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  'moving-mean': 'moving_mean',
  'moving-variance': 'moving_variance',
} as const;

interface NamedSlot {
  readonly layer: string;
  readonly kerasName: string;
  readonly slot: TensorSlot;
  readonly from: 'parameters' | 'state';
}

/** In Keras's order: layer by layer, learned tensors before tracked ones. */
function namedSlots(
  network: Network,
  { kerasNames, parts }: Partial<Pick<ReadKeras, 'kerasNames' | 'parts'>> = {},
): NamedSlot[] {
  const kinds = new Map(network.layers.map(({ name, spec }) => [name, spec.kind]));
  const nameOf = (layer: string, role: keyof typeof KERAS_ROLES): string => {
    const ownKernel = kinds.get(layer) === 'depthwise-conv2d' ? 'depthwise_kernel' : 'kernel';
    const kerasRole = role === 'kernel' ? (parts?.get(layer)?.kernelName ?? ownKernel) : KERAS_ROLES[role];
    return `${kerasNames?.get(layer) ?? layer}/${kerasRole}`;
  };
  return network.nodes.flatMap((node) => [
    ...node.parameters.map(
      (slot): NamedSlot => ({
        layer: node.name,
        kerasName: nameOf(node.name, slot.role),
        slot: slot.kerasShape === undefined ? slot : { ...slot, shape: slot.kerasShape },
        from: 'parameters',
      }),
    ),
    ...node.state.map(
      (slot): NamedSlot => ({ layer: node.name, kerasName: nameOf(node.name, slot.role), slot, from: 'state' }),
    ),
  ]);
}

/** The tensors of a network as Keras has them, in its order. */
export function tensorsOf(
  network: Network,
  weights: Weights,
): readonly (StoredTensor & Pick<NamedSlot, 'layer' | 'kerasName'>)[] {
  return namedSlots(network).map(({ layer, kerasName, slot: { offset, size, shape }, from }) => ({
    layer,
    kerasName,
    shape,
    values: weights[from].subarray(offset, offset + size),
  }));
}

const corrupt = (folder: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `loadLayersModel ${folder}: ${why}. Use an undamaged copy.`, { cause });

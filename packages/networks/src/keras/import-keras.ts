import type { Json } from '@selvedge/data';
import type { LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { type Config, type KerasTopology, unsupported } from './keras-json.js';
import { specOf } from './layer-of-keras.js';

/**
 * Reads a topology in the JSON of tf.layers, Keras 2 or Keras 3: a sequential model, or a functional one with one
 * input and one output.
 *
 * @throws SelvedgeError `unsupported` naming the layer, its class and what about it cannot be read
 */
export function importKeras(topology: KerasTopology): NetworkSpec {
  return readKeras(topology).declaration;
}

/** The declaration, and Keras's names of its layers by ours, under which Keras stores their weights. */
export function readKeras(topology: KerasTopology): {
  declaration: NetworkSpec;
  kerasNames: ReadonlyMap<string, string>;
} {
  const config = topology?.config as Config | undefined;
  const layers = config?.['layers'];
  if (config === undefined || !Array.isArray(layers)) throw unsupported('model', 'it has no list of layers');
  const name = typeof config['name'] === 'string' ? { name: config['name'] } : {};
  const isSequential = topology.class_name === 'Sequential';
  const all = layers.map((layer, at) => readLayer(layer, at));
  const read = isSequential ? all : ancestorsOfOutput(all, config['output_layers']);
  const inputs = read.filter(({ className }) => className === 'InputLayer');
  if (inputs.length > 1) throw unsupported('model', `it has ${inputs.length} inputs, where one can be read`);
  const shape = shapeOf(inputs[0]?.config) ?? shapeOf(read[0]?.config);
  const kerasNames = new Map<string, string>();
  const specs = read
    .filter(({ className }) => className !== 'InputLayer')
    .map(({ className, name: kerasName, config: own, inbound }) => {
      const spec = specOf(className, own);
      const from = isSequential ? [] : inbound.map((each) => (each === inputs[0]?.name ? 'input' : ourName(each)));
      const called = ourName(kerasName);
      if (kerasNames.has(called)) {
        throw unsupported(`layer '${kerasName}'`, `here it and '${kerasNames.get(called)}' would both be '${called}'`);
      }
      if (kerasName !== '') kerasNames.set(called, kerasName);
      return {
        ...spec,
        ...(kerasName !== '' && { name: called }),
        ...(from.length > 0 && { inputs: from }),
        ...frozen(own),
      } as LayerSpec;
    });
  const declaration = { ...name, ...(shape && { inputShape: shape }), layers: specs };
  if (shape) checkAxes(declaration, read);
  return { declaration, kerasNames };
}

/** Letters, digits, `_`, `.` and `-` only; and `input` is what the network reads. */
function ourName(kerasName: string): string {
  const plain = kerasName.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
  return plain === 'input' ? 'input_layer' : plain;
}

/** A functional model may hold layers that its output does not need. */
function ancestorsOfOutput(layers: readonly ReadLayer[], outputs: Json | undefined): readonly ReadLayer[] {
  if (!Array.isArray(outputs) || outputs.length === 0) return layers;
  const names = (typeof outputs[0] === 'string' ? [outputs] : outputs).map((each) => String((each as Json[])[0]));
  if (names.length > 1) throw unsupported('model', `it has the outputs ${names.join(', ')}, where one can be read`);
  if (!layers.some(({ name }) => name === names[0]))
    throw unsupported('model', `it has no layer '${names[0]}', its output`);
  const needed = new Set(names);
  for (const { name, inbound } of layers.toReversed()) {
    if (needed.has(name)) for (const input of inbound) needed.add(input);
  }
  return layers.filter(({ name }) => needed.has(name));
}

/** Positive axes can be told from the last one only when the shapes are known. */
function checkAxes(declaration: NetworkSpec, read: readonly ReadLayer[]): void {
  const along = read.filter(({ config }) => ([config['axis'] ?? -1].flat() as number[])[0] > 0);
  if (along.length === 0) return;
  // Whatever the model ends in: only the shapes before are asked for.
  const network = resolveNetwork({ ...declaration, layers: [...declaration.layers, { kind: 'flatten' }] });
  const outputs = new Map(network.layers.map(({ name, outputShape }) => [name, outputShape]));
  for (const { name, className, config } of along) {
    const [axis] = [config['axis']].flat() as number[];
    const rank = outputs.get(ourName(name))?.length;
    if (rank === undefined || axis === rank) continue;
    throw unsupported(
      `layer '${name}' (${className})`,
      `it works along axis ${axis}, where the last, ${rank}, can be read`,
    );
  }
}

interface ReadLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Config;
  readonly inbound: readonly string[];
}

function readLayer(value: Json, at: number): ReadLayer {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unsupported(`layer ${at}`, 'it is no object with class_name and config');
  }
  const layer = value as Config;
  const config = (layer['config'] ?? {}) as Config;
  const name = String(config['name'] ?? layer['name'] ?? '');
  return { className: String(layer['class_name']), name, config, inbound: inboundNames(layer['inbound_nodes'], name) };
}

/** Keras 2 and tf.layers: [[[name, 0, 0, {}], ...]]; Keras 3: [{ args: [tensor or list of tensors] }]. */
function inboundNames(nodes: Json | undefined, layer: string): string[] {
  if (!Array.isArray(nodes) || nodes.length === 0) return [];
  if (nodes.length > 1) throw unsupported(layer, `it is used ${nodes.length} times; shared layers cannot be read`);
  const [node] = nodes as readonly Json[];
  if (Array.isArray(node)) {
    const calls = typeof node[0] === 'string' ? [node] : node;
    return calls.map((call) => String((call as readonly Json[])[0]));
  }
  const args = (node as Config | null)?.['args'];
  const tensors = (Array.isArray(args) ? args.flat() : []) as readonly (Config | null)[];
  return tensors.map((tensor) => {
    const history = (tensor?.['config'] as Config | undefined)?.['keras_history'];
    if (!Array.isArray(history)) throw unsupported(`layer '${layer}'`, 'its inbound_nodes name no layers');
    return String(history[0]);
  });
}

function shapeOf(config: Config | undefined): number[] | undefined {
  const shape = config?.['batch_input_shape'] ?? config?.['batch_shape'];
  return Array.isArray(shape) ? (shape.slice(1) as number[]) : undefined;
}

const frozen = (config: Config): { trainable?: false } => (config['trainable'] === false ? { trainable: false } : {});

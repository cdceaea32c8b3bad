import type { Json } from '@selvedge/data/types';
import type { LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { inboundNames, namesIn } from './inbound.js';
import { type Config, type KerasTopology, unsupported } from './keras-json.js';
import { type GivenMoments, givenMoments } from './normalization-of-keras.js';
import { type LayerPart, partsOf } from './parts-of-keras.js';
import { checkIsOwn, checkType } from './strict-config.js';

/**
 * Reads a topology in the JSON of tf.layers, Keras 2 or Keras 3: a sequential model, or a functional one with one
 * input and one output.
 *
 * @throws SelvedgeError `unsupported` naming the layer, its class and what about it cannot be read
 */
export function importKeras(topology: KerasTopology): NetworkSpec {
  const { declaration, normalizations } = readKeras(topology);
  const [given] = [...normalizations].find(([, moments]) => moments !== undefined) ?? [];
  if (given !== undefined) {
    throw unsupported(
      `layer '${given}' (Normalization)`,
      'its mean and variance are weights here; read it with loadKeras',
    );
  }
  return declaration;
}

/** Layers that change rows in training and pass them on in a prediction. */
const INACTIVE: ReadonlySet<string> = new Set([
  'AlphaDropout',
  'AugMix',
  'CutMix',
  'GaussianDropout',
  'Identity',
  'MixUp',
  'RandAugment',
  'RandomBrightness',
  'RandomColorDegeneration',
  'RandomColorJitter',
  'RandomContrast',
  'RandomElasticTransform',
  'RandomErasing',
  'RandomFlip',
  'RandomGaussianBlur',
  'RandomGrayscale',
  'RandomHue',
  'RandomInvert',
  'RandomPerspective',
  'RandomPosterization',
  'RandomRotation',
  'RandomSaturation',
  'RandomSharpness',
  'RandomShear',
  'RandomTranslation',
  'RandomZoom',
]);

export interface ReadKeras {
  readonly declaration: NetworkSpec;
  /** Keras's names of layers by ours. */
  readonly kerasNames: ReadonlyMap<string, string>;
  /** Layers by our names that are a part of one of Keras's. */
  readonly parts: ReadonlyMap<string, LayerPart>;
  /** Layers that were left out. */
  readonly skipped: readonly string[];
  /** Normalization layers by our names, with what they were made with; undefined where they learned it. */
  readonly normalizations: ReadonlyMap<string, GivenMoments | undefined>;
}

/** A shape of its noise makes Dropout drop whole rows or axes, which no layer here does. */
const isInactive = ({ className, config }: ReadLayer): boolean =>
  INACTIVE.has(className) || (className === 'Dropout' && (config['noise_shape'] ?? null) !== null);

/** Readers of a skipped layer read what it reads. */
function without(layers: readonly ReadLayer[], skipped: readonly ReadLayer[]): readonly ReadLayer[] {
  const from = new Map(skipped.map(({ name, inbound }) => [name, inbound[0]]));
  const source = (name: string): string => (from.has(name) ? source(from.get(name) as string) : name);
  return layers
    .filter(({ name }) => !from.has(name))
    .map((layer) => ({ ...layer, inbound: layer.inbound.map(source) }));
}

/** The declaration, and Keras's names of its layers by ours, under which Keras stores their weights. */
export function readKeras(topology: KerasTopology, options: { readonly skipInactive?: boolean } = {}): ReadKeras {
  try {
    return readTopology(topology, options);
  } catch (cause) {
    // Lists where texts belong and the like: whoever wrote this is not Keras.
    if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause;
    throw unsupported('model', 'its JSON is not as Keras writes it (damaged, or edited?)', cause);
  }
}

function readTopology(
  topology: KerasTopology,
  { skipInactive = false }: { readonly skipInactive?: boolean },
): ReadKeras {
  const config = topology?.config as Config | undefined;
  const layers = config?.['layers'];
  if (config === undefined || !Array.isArray(layers)) throw unsupported('model', 'it has no list of layers');
  const { class_name: className } = topology;
  if (!['Sequential', 'Functional', 'Model'].includes(className)) {
    throw unsupported(
      'model',
      `its class is ${JSON.stringify(className) ?? 'not given'}, where Sequential, Functional and Model can be read`,
    );
  }
  const name = typeof config['name'] === 'string' ? { name: config['name'] } : {};
  checkIsOwn(topology as unknown as Config, className, 'model');
  const isSequential = className === 'Sequential';
  const all = layers.map((layer, at) => readLayer(layer, at));
  const needed = isSequential ? all : ancestorsOfOutput(all, config);
  const skipped = skipInactive ? needed.filter(isInactive) : [];
  const read = without(needed, skipped);
  if (!isSequential) checkInputs(read);
  const inputs = read.filter(({ className }) => className === 'InputLayer');
  if (inputs.length > 1) throw unsupported('model', `it has ${inputs.length} inputs, where one can be read`);
  const shape = shapeOf(inputs[0]) ?? shapeOf(read[0]);
  const kerasNames = new Map<string, string>();
  const parts = new Map<string, LayerPart>();
  const normalizations = new Map<string, GivenMoments | undefined>();
  const specs = read
    .filter(({ className }) => className !== 'InputLayer')
    .flatMap(({ className, name: kerasName, config: own, inbound }) => {
      const from = isSequential ? [] : inbound.map((each) => (each === inputs[0]?.name ? 'input' : ourName(each)));
      const layerParts = partsOf(className, own);
      if (className === 'Normalization') {
        normalizations.set(ourName(kerasName), givenMoments(own, `layer '${kerasName}' (Normalization)`));
      }
      return layerParts.map((part, at) => {
        const label = `${ourName(kerasName)}${part.suffix}`;
        if (kerasNames.has(label)) {
          throw unsupported(`layer '${kerasName}'`, `here it and '${kerasNames.get(label)}' would both be '${label}'`);
        }
        if (kerasName !== '') kerasNames.set(label, kerasName);
        if (layerParts.length > 1) parts.set(label, part);
        const before = isSequential || at === 0 ? from : [`${ourName(kerasName)}${layerParts[at - 1].suffix}`];
        return {
          ...part.spec,
          ...(kerasName !== '' && { name: label }),
          ...(before.length > 0 && { inputs: before }),
          ...frozen(config['trainable'] === false ? config : own),
        } as LayerSpec;
      });
    });
  const declaration = { ...name, ...(shape && { inputShape: shape }), layers: specs };
  checkAxes(declaration, read);
  return { declaration, kerasNames, parts, skipped: skipped.map(({ name }) => name), normalizations };
}

/** Letters, digits, `_`, `.` and `-` only; and `input` is what the network reads. */
function ourName(kerasName: string): string {
  const plain = kerasName.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
  return plain === 'input' ? 'input_layer' : plain;
}

/** A functional model may hold layers that its output does not need. */
function ancestorsOfOutput(layers: readonly ReadLayer[], config: Config): readonly ReadLayer[] {
  const inputs = namesIn(config['input_layers']);
  if (inputs.length > 1) throw unsupported('model', `it has the inputs ${inputs.join(', ')}, where one can be read`);
  const names = namesIn(config['output_layers']);
  if (names.length === 0) return layers;
  if (names.length > 1) throw unsupported('model', `it has the outputs ${names.join(', ')}, where one can be read`);
  if (!layers.some(({ name }) => name === names[0]))
    throw unsupported('model', `it has no layer '${names[0]}', its output`);
  const needed = new Set(names);
  // A layer may stand before those that it reads.
  for (let before = 0; before < needed.size; ) {
    before = needed.size;
    for (const { name, inbound } of layers) if (needed.has(name)) for (const input of inbound) needed.add(input);
  }
  return layers.filter(({ name }) => needed.has(name));
}

/** Of a functional model every layer but the input reads something: one that does not would become part of a chain. */
function checkInputs(read: readonly ReadLayer[]): void {
  for (const { name, className, inbound } of read) {
    const label = `layer '${name}' (${className})`;
    if (className !== 'InputLayer' && inbound.length === 0) throw unsupported(label, 'it reads no layer');
    if (inbound.length > 1 && !MERGING.has(className)) {
      throw unsupported(label, `it reads ${inbound.join(', ')}, where one can be read`);
    }
    const missing = inbound.find((each) => !read.some((other) => other.name === each));
    if (missing !== undefined) throw unsupported(label, `it reads '${missing}', which the model has not`);
  }
}

const MERGING: ReadonlySet<string> = new Set(['Add', 'Concatenate', 'Multiply']);

/** A positive axis is known to be the last one only when the shapes are known. */
function checkAxes(declaration: NetworkSpec, read: readonly ReadLayer[]): void {
  const along = read.filter(({ config }) => ([config['axis'] ?? -1].flat() as number[])[0] > 0);
  if (along.length === 0) return;
  const outputs = declaration.inputShape && outputShapes(declaration);
  for (const { name, className, config } of along) {
    const [axis] = [config['axis']].flat() as number[];
    const rank = outputs?.get(ourName(name))?.length;
    if (axis === rank) continue;
    throw unsupported(
      `layer '${name}' (${className})`,
      `it works along axis ${axis}, where the last${rank === undefined ? '' : `, ${rank},`} can be read${rank === undefined ? ' and the shape of the input is not given' : ''}`,
    );
  }
}

function outputShapes(declaration: NetworkSpec): ReadonlyMap<string, readonly number[]> {
  // Whatever the model ends in: only the shapes before are asked for.
  const network = resolveNetwork({ ...declaration, layers: [...declaration.layers, { kind: 'flatten' }] });
  return new Map(network.layers.map(({ name, outputShape }) => [name, outputShape]));
}

interface ReadLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Config;
  readonly inbound: readonly string[];
}

function readLayer(value: Json, at: number): ReadLayer {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unsupported(`layer ${at}`, 'expected an object with class_name and config');
  }
  const layer = value as Config;
  const config = (layer['config'] ?? {}) as Config;
  const name = config['name'] ?? layer['name'] ?? '';
  if (typeof name !== 'string') throw unsupported(`layer ${at}`, 'its name is not a text');
  const className = layer['class_name'];
  if (typeof className !== 'string') throw unsupported(`layer ${at}`, 'its class_name is not a text');
  const label = `layer '${name}' (${className})`;
  checkIsOwn(layer, className, label);
  if (className === 'InputLayer') checkType(config['dtype'], label);
  return { className, name, config, inbound: inboundNames(withoutTraining(layer['inbound_nodes'], className), label) };
}

/** Layers that do in training what they do in a prediction. */
const ALIKE: ReadonlySet<string> = new Set(['CenterCrop', 'Resizing']);

/** Keras 3 stores training: true as the default of layers of images; `predict` turns it off for augmentations. */
function withoutTraining(nodes: Json | undefined, className: string): Json | undefined {
  if (!(INACTIVE.has(className) || ALIKE.has(className)) || !Array.isArray(nodes)) return nodes;
  return nodes.map((node) => {
    const { args, kwargs } = node as { readonly args?: Json; readonly kwargs?: Config };
    if (args === undefined) return node;
    return { args, kwargs: { ...kwargs, training: null } };
  });
}

function shapeOf(layer: ReadLayer | undefined): number[] | undefined {
  const shape = layer?.config['batch_input_shape'] ?? layer?.config['batch_shape'];
  if (!Array.isArray(shape)) return undefined;
  const sizes = shape.slice(1);
  if (sizes.every((size) => typeof size === 'number')) return sizes;
  throw unsupported(
    `layer '${layer?.name}' (${layer?.className})`,
    `its shape is ${JSON.stringify(shape)}, where sizes after the first need to be known`,
  );
}

const frozen = (config: Config): { trainable?: false } => (config['trainable'] === false ? { trainable: false } : {});

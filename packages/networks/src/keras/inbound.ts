import type { Json } from '@selvedge/data/types';
import { type Config, unsupported } from './keras-json.js';

/**
 * The layers that a layer of a functional model reads. Keras 2 and tf.layers: [[[name, 0, 0, {}], ...]]; Keras 3:
 * [{ args: [tensor or list of tensors], kwargs: {} }], where the tensors may also stand under a keyword.
 *
 * @throws SelvedgeError `unsupported` for shared layers, one of several outputs, and arguments of the call
 */
export function inboundNames(nodes: Json | undefined, label: string): string[] {
  if (nodes === undefined || nodes === null) return [];
  if (!Array.isArray(nodes)) throw unsupported(label, `its inbound_nodes are ${JSON.stringify(nodes)}; need a list`);
  if (nodes.length === 0) return [];
  if (nodes.length > 1) throw unsupported(label, `it is used ${nodes.length} times; shared layers cannot be read`);
  const [node] = nodes as readonly Json[];
  if (!Array.isArray(node)) return ofKeras3((node ?? {}) as Config, label);
  const calls = (typeof node[0] === 'string' ? [node] : node) as readonly Json[];
  return calls.flatMap((call) => ofKeras2(call, label));
}

/** The input under its own name: `Dense(2)(inputs=h)`. */
const INPUT_ARGUMENTS: ReadonlySet<string> = new Set(['inputs', 'input', 'x']);

function ofKeras2(call: Json, label: string): string[] {
  if (!Array.isArray(call)) return ofKeras2Tensors(call as Config, label);
  const [name, node = 0, tensor = 0, options = {}] = call as readonly Json[];
  const more = keywords(options as Config, label, (value) => [reference(value, label)]);
  return name === '_CONSTANT_VALUE' ? more : [reference([name, node, tensor], label), ...more];
}

/** Keras 2.4 and later: by the name of the argument. */
const ofKeras2Tensors = (call: Config, label: string): string[] =>
  keywords(call, label, (value) => [reference(value, label)]);

function ofKeras3({ args = [], kwargs = {} }: Config, label: string): string[] {
  const tensors = (value: Json): string[] => {
    if (Array.isArray(value)) return value.flatMap(tensors);
    const history = ((value as Config | null)?.['config'] as Config | undefined)?.['keras_history'];
    if (history === undefined) {
      throw unsupported(label, `it is called with ${JSON.stringify(value)}, where only outputs of layers can be read`);
    }
    return [reference(history, label)];
  };
  return [...tensors(args), ...keywords(kwargs as Config, label, tensors)];
}

function keywords(given: Config, label: string, tensors: (value: Json) => string[]): string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === false) return [];
    if (INPUT_ARGUMENTS.has(name)) return tensors(value);
    throw unsupported(label, `it is called with ${name}: ${JSON.stringify(value)}, which has no counterpart here`);
  });
}

/** [layer, which of its uses, which of its outputs] */
function reference(value: Json, label: string): string {
  const [name, use = 0, output = 0] = (Array.isArray(value) ? value : []) as readonly Json[];
  if (typeof name !== 'string') throw unsupported(label, `it reads ${JSON.stringify(value)}, which names no layer`);
  if (use === 0 && output === 0) return name;
  throw unsupported(
    label,
    `it reads use ${JSON.stringify(use)}, output ${JSON.stringify(output)} of layer '${name}', where use 0, output 0 can be read`,
  );
}

/** All layers that `input_layers` or `output_layers` name: one, a list or a dictionary, nested or not. */
export function namesIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return typeof value[0] === 'string' ? [value[0]] : value.flatMap(namesIn);
  return value !== null && typeof value === 'object' ? Object.values(value as Config).flatMap(namesIn) : [];
}

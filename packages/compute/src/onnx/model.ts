import { SelvedgeError } from '@selvedge/data';
import { bytesOf, unreachable } from '@selvedge/data/checks';
import { ProtobufWriter } from './protobuf.js';
import { type RuntimeTensor, TENSOR_TYPES, type TensorType } from './tensor.js';

/** A node's setting. The kind is explicit, because JavaScript does not distinguish 1 from 1.0. */
export type OnnxAttribute =
  | { readonly int: number | bigint }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly tensor: RuntimeTensor }
  | { readonly ints: readonly (number | bigint)[] }
  | { readonly floats: readonly number[] }
  | { readonly strings: readonly string[] };

/** One operator of a graph. Values are known by name; an omitted optional input is the empty name. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  /** Default: ONNX's own operators. Others must be in the model's `domains`. */
  readonly domain?: string;
  /** Appears in the runtime's error messages and profiles. */
  readonly name?: string;
}

/** Type and shape of a graph's input or output. A name in the shape stands for a size that may vary. */
export interface OnnxValue {
  readonly type: TensorType;
  readonly shape: readonly (number | string)[];
}

/** A graph to be written as an ONNX model. */
export interface OnnxGraph {
  readonly name?: string;
  readonly inputs: Readonly<Record<string, OnnxValue>>;
  readonly outputs: Readonly<Record<string, OnnxValue>>;
  /** In an order in which every value is made before it is used. */
  readonly nodes: readonly OnnxNode[];
  /** Constants: weights, shapes. */
  readonly initializers?: Readonly<Record<string, RuntimeTensor>>;
  /** Version of ONNX's own operators; default 17. */
  readonly opset?: number;
  /** Further operator sets and their versions, for instance `{ 'com.microsoft': 1 }`. */
  readonly domains?: Readonly<Record<string, number>>;
  /**
   * Results are written into the caller's arrays and not returned as well: every output must be fetched into one.
   * Only where `supportsDirectOutputs` says so.
   */
  readonly directOutputs?: boolean;
  /** Stored in the model, for people and programs; ignored by runtimes. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Name of the first output of graphs with `directOutputs`: a sequence, which the native runtime's binding refuses. */
export const DIRECT_OUTPUTS = 'direct outputs';

/**
 * Writes a graph as the bytes of an .onnx file.
 *
 * @throws SelvedgeError `invalid-argument` when a node reads a value that nothing made before it, a value is made
 * twice, an output is never made, or a node's domain is not declared
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, whose field numbers stand here
 */
export function onnxModel(graph: OnnxGraph): Uint8Array {
  checkGraph(graph);
  const { opset = 17, domains = {}, metadata = {} } = graph;
  const model = new ProtobufWriter();
  model.int(1, 8); // IR version 8: opsets up to 18, read by every runtime since 2022
  model.text(2, 'selvedge');
  model.message(7, graphMessage(graph));
  for (const [domain, version] of [['', opset] as const, ...Object.entries(domains)]) {
    model.message(8, new ProtobufWriter().text(1, domain).int(2, version));
  }
  for (const [key, value] of Object.entries(metadata)) {
    model.message(14, new ProtobufWriter().text(1, key).text(2, value));
  }
  return model.finish();
}

function graphMessage(of: OnnxGraph): ProtobufWriter {
  const { name = 'graph', nodes, inputs, outputs, initializers = {}, directOutputs = false } = of;
  const graph = new ProtobufWriter();
  if (directOutputs) graph.message(1, nodeMessage({ op: 'SequenceEmpty', inputs: [], outputs: [DIRECT_OUTPUTS] }));
  for (const node of nodes) graph.message(1, nodeMessage(node));
  graph.text(2, name);
  for (const [key, value] of Object.entries(initializers)) graph.message(5, tensorMessage(value, key));
  for (const [key, value] of Object.entries(inputs)) graph.message(11, valueMessage(key, value));
  if (directOutputs) graph.message(12, sequenceMessage(DIRECT_OUTPUTS));
  for (const [key, value] of Object.entries(outputs)) graph.message(12, valueMessage(key, value));
  return graph;
}

/** A sequence of float32 tensors. */
function sequenceMessage(name: string): ProtobufWriter {
  const element = new ProtobufWriter().message(1, new ProtobufWriter().int(1, TENSOR_TYPES.float32.code));
  const sequence = new ProtobufWriter().message(1, element);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(4, sequence));
}

function nodeMessage({ op, inputs, outputs, attributes = {}, domain, name }: OnnxNode): ProtobufWriter {
  const node = new ProtobufWriter();
  for (const input of inputs) node.text(1, input);
  for (const output of outputs) node.text(2, output);
  if (name !== undefined) node.text(3, name);
  node.text(4, op);
  for (const [key, value] of Object.entries(attributes)) node.message(5, attributeMessage(key, value));
  if (domain !== undefined) node.text(7, domain);
  return node;
}

function attributeMessage(name: string, value: OnnxAttribute): ProtobufWriter {
  const attribute = new ProtobufWriter().text(1, name);
  if ('float' in value) return attribute.float(2, value.float).int(20, 1);
  if ('int' in value) return attribute.int(3, value.int).int(20, 2);
  if ('string' in value) return attribute.text(4, value.string).int(20, 3);
  if ('tensor' in value) return attribute.message(5, tensorMessage(value.tensor)).int(20, 4);
  if ('floats' in value) {
    for (const each of value.floats) attribute.float(7, each);
    return attribute.int(20, 6);
  }
  if ('ints' in value) {
    for (const each of value.ints) attribute.int(8, each);
    return attribute.int(20, 7);
  }
  if ('strings' in value) {
    for (const each of value.strings) attribute.text(9, each);
    return attribute.int(20, 8);
  }
  return unreachable(value);
}

function tensorMessage({ type, data, dims }: RuntimeTensor, name?: string): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const dim of dims) message.int(1, dim);
  message.int(2, TENSOR_TYPES[type].code);
  if (name !== undefined) message.text(8, name);
  // Raw data is little-endian, as is every machine that Node.js runs on.
  return message.bytes(9, bytesOf(data));
}

function valueMessage(name: string, { type, shape }: OnnxValue): ProtobufWriter {
  const dims = new ProtobufWriter();
  for (const dim of shape) {
    const message = new ProtobufWriter();
    dims.message(1, typeof dim === 'number' ? message.int(1, dim) : message.text(2, dim));
  }
  const tensorType = new ProtobufWriter().int(1, TENSOR_TYPES[type].code).message(2, dims);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensorType));
}

function checkGraph({ nodes, inputs, outputs, initializers = {}, domains = {} }: OnnxGraph): void {
  const made = new Set([...Object.keys(inputs), ...Object.keys(initializers)]);
  for (const { op, inputs: reads, outputs: makes, domain = '' } of nodes) {
    if (domain !== '' && domain !== 'ai.onnx' && !Object.hasOwn(domains, domain)) {
      throw badGraph(`node ${op} is of domain '${domain}', which 'domains' does not name`);
    }
    for (const name of reads) {
      if (name !== '' && !made.has(name)) throw badGraph(`node ${op} reads '${name}', which nothing made before it`);
    }
    for (const name of makes) {
      if (made.has(name)) throw badGraph(`node ${op} makes '${name}', which exists already`);
      if (name !== '') made.add(name);
    }
  }
  for (const name of Object.keys(outputs)) if (!made.has(name)) throw badGraph(`nothing makes the output '${name}'`);
}

const badGraph = (why: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `onnxModel: ${why}. Nodes must be listed in the order in which they run.`);

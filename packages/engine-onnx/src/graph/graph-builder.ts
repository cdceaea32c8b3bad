import { onnxModel, tensor } from '@selvedge/compute';
import { int64Tensor } from '@selvedge/compute/kernels';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxValue, RuntimeTensor } from '@selvedge/compute/types';

/** The name of a value inside a graph. */
export type Name = string;

type Attributes = Readonly<Record<string, OnnxAttribute>>;

/** What `OnnxGraph` says of them. */
interface ModelOptions {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly directOutputs?: boolean;
}

/** Collects the nodes of one ONNX graph in the order in which they run, and names their values. */
export class GraphBuilder {
  readonly #nodes: OnnxNode[] = [];
  readonly #inputs: Record<Name, OnnxValue> = {};
  readonly #outputs: Record<Name, OnnxValue> = {};
  readonly #constants: Record<Name, RuntimeTensor> = {};
  readonly #places: { readonly name: Name; readonly data: Int32Array }[] = [];
  readonly #domains = new Set<string>();
  #count = 0;

  /** A graph input. Sizes of -1 may vary from run to run and all have the name `rows`. */
  input(name: Name, dims: readonly number[]): Name {
    this.#inputs[name] = { type: 'float32', shape: symbolic(dims) };
    return name;
  }

  /** Makes a value a graph output under the given name. */
  output(name: Name, value: Name, dims: readonly number[]): void {
    this.#nodes.push({ op: 'Identity', inputs: [value], outputs: [name] });
    this.#outputs[name] = { type: 'float32', shape: symbolic(dims) };
  }

  /** An operator with one output. */
  op(op: string, inputs: readonly Name[], attributes: Attributes = {}, domain?: string): Name {
    return this.ops(op, inputs, 1, attributes, domain)[0];
  }

  /** An operator with several outputs. */
  ops(op: string, inputs: readonly Name[], outputs: number, attributes: Attributes = {}, domain?: string): Name[] {
    const names = Array.from({ length: outputs }, () => `${op.toLowerCase()}_${this.#count++}`);
    this.#nodes.push({ op, inputs, outputs: names, attributes, ...(domain === undefined ? {} : { domain }) });
    if (domain !== undefined) this.#domains.add(domain);
    return names;
  }

  /** A constant; without dimensions a scalar. */
  constant(data: Float32Array | Int32Array, dims: readonly number[], name: Name = `constant_${this.#count++}`): Name {
    const before = this.#constants[name];
    if (before !== undefined && !isSame(before.data, data)) {
      throw new Error(`internal: two constants of the graph have the name '${name}'`);
    }
    this.#constants[name] = before ?? tensor(data, dims);
    return name;
  }

  /** A constant list of places; the same one for the same places. */
  places(data: Int32Array): Name {
    const before = this.#places.find((each) => isSame(each.data, data));
    if (before) return before.name;
    const name = this.constant(data, [data.length], `places_${this.#places.length}`);
    this.#places.push({ name, data });
    return name;
  }

  scalar(value: number): Name {
    const name = `scalar_${value}`;
    this.#constants[name] ??= tensor(Float32Array.of(value), []);
    return name;
  }

  /** An int64 constant: a shape, axes, pads. */
  ints(values: readonly number[]): Name {
    const name = `ints_${values.join('_')}`;
    this.#constants[name] ??= int64Tensor(values);
    return name;
  }

  add(a: Name, b: Name): Name {
    return this.op('Add', [a, b]);
  }

  subtract(a: Name, b: Name): Name {
    return this.op('Sub', [a, b]);
  }

  multiply(a: Name, b: Name): Name {
    return this.op('Mul', [a, b]);
  }

  divide(a: Name, b: Name): Name {
    return this.op('Div', [a, b]);
  }

  scale(a: Name, by: number): Name {
    return by === 1 ? a : this.multiply(a, this.scalar(by));
  }

  reshape(a: Name, dims: readonly number[]): Name {
    return this.op('Reshape', [a, this.ints(dims)]);
  }

  transpose(a: Name, order: readonly number[]): Name {
    return this.op('Transpose', [a], { perm: { ints: order } });
  }

  /** Keeps the summed axes with size 1 by default. */
  sum(a: Name, axes: readonly number[], keep = true): Name {
    return this.op('ReduceSum', [a, this.ints(axes)], { keepdims: { int: keep ? 1 : 0 } });
  }

  /** Sums of a matrix's columns times `factor`, [columns]; several times as fast as `ReduceSum` over the rows. */
  columnSums(matrix: Name, rows: number, factor = 1): Name {
    const weights = this.constant(new Float32Array(rows).fill(factor), [rows], `${rows} times ${factor}`);
    return this.op('MatMul', [weights, matrix]);
  }

  mean(a: Name, axes: readonly number[], keep = true): Name {
    return this.op('ReduceMean', [a], { axes: { ints: axes }, keepdims: { int: keep ? 1 : 0 } });
  }

  /** Nodes and constants that an output needs: lowering may have made more. */
  #used(): Pick<OnnxGraph, 'nodes' | 'initializers'> {
    const read = new Set(Object.keys(this.#outputs));
    const nodes: OnnxNode[] = [];
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some((name) => read.has(name))) continue;
      nodes.unshift(node);
      for (const name of node.inputs) read.add(name);
    }
    const initializers = Object.fromEntries(Object.entries(this.#constants).filter(([name]) => read.has(name)));
    return { nodes, initializers };
  }

  /** The bytes of an .onnx file. */
  model({ metadata = {}, directOutputs = false }: ModelOptions = {}): Uint8Array {
    return onnxModel({
      directOutputs,
      inputs: this.#inputs,
      outputs: this.#outputs,
      ...this.#used(),
      domains: Object.fromEntries([...this.#domains].map((domain) => [domain, 1])),
      metadata,
    });
  }
}

function isSame(a: RuntimeTensor['data'], b: Float32Array | Int32Array): boolean {
  return a.length === b.length && b.every((value, at) => a[at] === value);
}

const symbolic = (dims: readonly number[]): (number | string)[] => dims.map((size) => (size === -1 ? 'rows' : size));

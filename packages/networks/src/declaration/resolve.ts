import { checkedBy } from '@selvedge/component/explanations';
import { didYouMean, SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import { networkObject } from '../layers/network-object.js';
import { checkWhitening } from './check-whitening.js';
import { type LayerRule, layerRule } from './layer-rules.js';
import type { LayerParams, LayerSpec, NetworkSpec } from './layer-spec.js';
import type { Head, Network, NetworkLayer, NetworkNode, ParameterSlot, StateSlot } from './network.js';
import { showShape } from './shape.js';

/** 1 GiB of float32 for the parameters alone: beyond it a declaration is a slip rather than a plan. */
const MOST_PARAMETERS = 2 ** 28;
/** Numbers in one row's output of one layer. */
const MOST_NUMBERS = 2 ** 26;

/**
 * Reads a declaration: checks it, names its layers, works out every shape and lays out the parameters.
 *
 * @param inputShape - of one row; used when the declaration does not say
 * @throws SelvedgeError `invalid-argument` for a field, name or reference that is wrong, `shape-mismatch` when shapes
 * do not fit; the text names the layer
 */
export function resolveNetwork(spec: NetworkSpec, inputShape?: readonly number[]): Network {
  const params = checkedBy(networkObject.schema, spec, 'network');
  const shape = params.inputShape ?? inputShape;
  if (shape === undefined) throw bad('inputShape is missing; need the shape of one row, such as [28, 28, 1] or [784]');
  const plan = new Plan(shape);
  for (const [at, layer] of params.layers.entries()) plan.append(layer, spec.layers[at]);
  return plan.finish(params.name ?? 'network');
}

/** A network under construction. */
class Plan {
  readonly #nodes: NetworkNode[];
  readonly #layers: NetworkLayer[] = [];
  readonly #parameters: ParameterSlot[] = [];
  readonly #state: StateSlot[] = [];
  /** Per layer name: the node with its output. */
  readonly #outputs = new Map<string, number>([['input', 0]]);
  readonly #used = new Set<string>();
  readonly #counts = new Map<string, number>();
  #last = 'input';
  #parameterCount = 0;
  #stateCount = 0;

  constructor(inputShape: readonly number[]) {
    this.#nodes = [
      {
        index: 0,
        name: 'input',
        operation: { kind: 'input' },
        inputs: [],
        inputShapes: [],
        outputShape: inputShape,
        parameters: [],
        state: [],
        trainable: true,
      },
    ];
  }

  /** @param written - the layer as a person wrote it, which is kept */
  append(spec: LayerParams, written: LayerSpec): void {
    const name = this.#nameOf(spec);
    const label = `layer '${name}' (${spec.kind})`;
    const inputNames = spec.inputs ?? [this.#last];
    const inputs = inputNames.map((input) => this.#find(input, label));
    const shapes = inputs.map((node) => this.#nodes[node].outputShape);
    const rule = layerRule(spec, shapes, label);
    const { trainable } = spec;
    const node = this.#addNode(name, rule, inputs, trainable);
    this.#checkSize(label, node);
    checkWhitening(node, label);
    const output = rule.activation.kind === 'linear' ? node : this.#addActivation(node, rule);
    for (const input of inputNames) this.#used.add(input);
    this.#outputs.set(name, output.index);
    this.#last = name;
    const count = sizes(node.parameters);
    this.#layers.push({
      name,
      spec: written,
      inputs: inputNames,
      outputShape: output.outputShape,
      parameterCount: count + sizes(node.state),
      nonTrainableCount: sizes(node.state) + (trainable ? 0 : count),
      multiplyAdds: rule.multiplyAdds,
    });
  }

  finish(name: string): Network {
    for (const layer of this.#layers) {
      if (layer.name !== this.#last && !this.#used.has(layer.name)) {
        throw bad(
          `nothing reads layer '${layer.name}', and it is not the last; name it in the 'inputs' of a later layer or remove it`,
        );
      }
    }
    const inputShape = this.#nodes[0].outputShape;
    const { nodes, head } = this.#splitHead();
    const output = nodes[nodes.length - 1];
    if (output.outputShape.length !== 1) {
      throw new SelvedgeError(
        'shape-mismatch',
        `layer '${this.#last}': the network's output has shape ${showShape(output.outputShape)}, but must be one axis with a number per class; end with flatten or global-average-pooling2d and a dense layer.`,
      );
    }
    return {
      name,
      inputShape,
      nodes,
      outputNode: output.index,
      outputs: output.outputShape[0],
      head,
      layers: this.#layers,
      parameters: this.#parameters,
      parameterCount: this.#parameterCount,
      state: this.#state,
      stateCount: this.#stateCount,
    };
  }

  #nameOf(spec: LayerParams): string {
    if (spec.name !== undefined) {
      if (this.#outputs.has(spec.name)) throw bad(`the name '${spec.name}' is given to two layers; names must differ`);
      return spec.name;
    }
    const stem = spec.kind.replaceAll('-', '_');
    for (;;) {
      const seen = this.#counts.get(stem) ?? 0;
      this.#counts.set(stem, seen + 1);
      const name = seen === 0 ? stem : `${stem}_${seen}`;
      if (!this.#outputs.has(name)) return name;
    }
  }

  #find(name: string, label: string): number {
    const node = this.#outputs.get(name);
    if (node !== undefined) return node;
    const known = [...this.#outputs.keys()];
    const near = didYouMean(name, known);
    throw new SelvedgeError(
      'invalid-argument',
      `${label}: it reads '${name}', but no layer above it has that name${near ? `; did you mean '${near}'?` : `; above it are ${known.join(', ')}.`}`,
    );
  }

  #addNode(name: string, rule: LayerRule, inputs: readonly number[], trainable: boolean): NetworkNode {
    const parameters = rule.parameters.map((draft): ParameterSlot => {
      const size = numbersIn(draft.shape);
      const offset = this.#parameterCount;
      this.#parameterCount += size;
      return { ...draft, name: `${name}/${draft.role}`, offset, size, trainable };
    });
    const state = rule.state.map((draft): StateSlot => {
      const size = numbersIn(draft.shape);
      const offset = this.#stateCount;
      this.#stateCount += size;
      return { ...draft, name: `${name}/${draft.role}`, offset, size };
    });
    this.#parameters.push(...parameters);
    this.#state.push(...state);
    const node: NetworkNode = {
      index: this.#nodes.length,
      name,
      operation: rule.operation,
      inputs,
      inputShapes: inputs.map((input) => this.#nodes[input].outputShape),
      outputShape: rule.outputShape,
      parameters,
      state,
      trainable,
    };
    this.#nodes.push(node);
    return node;
  }

  #addActivation(node: NetworkNode, { activation, outputShape }: LayerRule): NetworkNode {
    const rule: LayerRule = {
      operation: { kind: 'activation', activation },
      outputShape,
      parameters: [],
      state: [],
      activation: { kind: 'linear' },
      multiplyAdds: 0,
    };
    return this.#addNode(`${node.name}:${activation.kind}`, rule, [node.index], true);
  }

  #splitHead(): { nodes: readonly NetworkNode[]; head: Head } {
    const last = this.#nodes[this.#nodes.length - 1];
    const { operation } = last;
    const end = operation.kind === 'activation' ? operation.activation.kind : undefined;
    const isHead = end === 'softmax' || end === 'log-softmax';
    // The head is cut off only where it reads the node before it, so that the output stays the last node.
    if (!isHead || last.inputs[0] !== last.index - 1) return { nodes: this.#nodes, head: 'linear' };
    return { nodes: this.#nodes.slice(0, -1), head: end };
  }

  #checkSize(label: string, node: NetworkNode): void {
    const numbers = numbersIn(node.outputShape);
    if (numbers > MOST_NUMBERS) {
      throw bad(
        `${label}: its output ${showShape(node.outputShape)} has ${numbers} numbers a row; at most ${MOST_NUMBERS} are accepted`,
      );
    }
    if (this.#parameterCount > MOST_PARAMETERS) {
      throw bad(
        `${label}: the network has ${this.#parameterCount} parameters up to here; at most ${MOST_PARAMETERS} are accepted`,
      );
    }
  }
}

const sizes = (slots: readonly { readonly size: number }[]): number => slots.reduce((sum, { size }) => sum + size, 0);
const bad = (why: string): SelvedgeError => new SelvedgeError('invalid-argument', `network: ${why}.`);

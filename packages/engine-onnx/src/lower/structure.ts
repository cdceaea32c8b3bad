import type { AxisMap, NetworkNode } from '@selvedge/networks/types';
import { joinsInBlocks } from '../blocked/blocked-plan.js';
import type { Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf, toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from './lowering.js';
import type { NodeOf } from './node-of.js';

export function lowerReshape(context: Lowering, node: NetworkNode, [input]: readonly Activation[]): Lowered {
  const { g, sizes, blocked } = context;
  // Who reads a flattened image of blocks has its kernel in their order.
  const x = blocked?.flattened.has(node.index) ? input : toLayout(g, sizes, input, 'rows');
  return {
    output: { name: g.reshape(x.name, [sizes.batch, ...node.outputShape]), layout: 'rows', shape: node.outputShape },
    backward: (gradient) => [{ ...x, name: g.reshape(gradient, dimsOf(sizes, x.layout, x.shape)) }],
  };
}

export function lowerAdd({ g, sizes }: Lowering, _node: NetworkNode, inputs: readonly Activation[]): Lowered {
  const [first, ...others] = inputs;
  const names = others.map((other) => toLayout(g, sizes, other, first.layout).name);
  return {
    output: { ...first, name: names.reduce((sum, name) => g.add(sum, name), first.name) },
    backward: (gradient) => inputs.map(() => ({ ...first, name: gradient })),
  };
}

/** Axes of size 1 are spread; the gradient of such an input is summed over them. */
export function lowerMultiply({ g, sizes }: Lowering, node: NetworkNode, inputs: readonly Activation[]): Lowered {
  const layout = node.outputShape.length === 3 ? 'nchw' : 'rows';
  const factors = inputs.map((input) => toLayout(g, sizes, input, layout));
  const product = (names: readonly Name[]): Name => names.reduce((all, name) => g.multiply(all, name));
  const whole = dimsOf(sizes, layout, node.outputShape);
  return {
    output: { name: product(factors.map(({ name }) => name)), layout, shape: node.outputShape },
    backward: (gradient) =>
      factors.map((factor, at) => {
        const others = factors.filter((_, each) => each !== at).map(({ name }) => name);
        const slope = product([gradient, ...others]);
        const own = dimsOf(sizes, layout, factor.shape);
        const spread = own.flatMap((size, axis) => (size === whole[axis] ? [] : [axis]));
        return { ...factor, name: spread.length === 0 ? slope : g.sum(slope, spread) };
      }),
  };
}

/** Along the last axis, the channels of images. */
export function lowerConcatenate({ g, sizes }: Lowering, node: NetworkNode, inputs: readonly Activation[]): Lowered {
  const inBlocks = inputs.every(({ layout }) => layout === 'blocked') && joinsInBlocks(node, sizes.block);
  const layout = inBlocks ? 'blocked' : inputs.some((input) => input.layout !== 'rows') ? 'nchw' : 'rows';
  const parts = inputs.map((input) => toLayout(g, sizes, input, layout));
  const axis = { int: layout === 'rows' ? node.outputShape.length : 1 };
  const y = g.op(
    'Concat',
    parts.map(({ name }) => name),
    { axis },
  );
  return {
    output: { name: y, layout, shape: node.outputShape },
    backward(gradient) {
      const widths = g.ints(parts.map(({ shape }) => shape[shape.length - 1]));
      const pieces = g.ops('Split', [gradient, widths], parts.length, { axis });
      return parts.map((part, at) => ({ ...part, name: pieces[at] }));
    },
  };
}

export function lowerZeroPadding(
  { g, sizes }: Lowering,
  node: NodeOf<'zero-padding2d'>,
  [input]: readonly Activation[],
): Lowered {
  const x = toLayout(g, sizes, input, 'nchw');
  const [top, bottom, left, right] = node.operation.pads;
  const [height, width, channels] = x.shape;
  // ONNX Runtime (1.30) fuses a Pad in front of MaxPool into it and then pads with minus infinity instead of 0. It does
  // not see through the reshape to five axes.
  const apart = g.reshape(x.name, [sizes.batch, channels, 1, height, width]);
  const wide = g.op('Pad', [apart, g.ints([0, 0, 0, top, left, 0, 0, 0, bottom, right])]);
  return {
    output: {
      name: g.reshape(wide, dimsOf(sizes, 'nchw', node.outputShape)),
      layout: 'nchw',
      shape: node.outputShape,
    },
    backward(gradient) {
      const starts = g.ints([top, left]);
      const ends = g.ints([top + height, left + width]);
      return [{ ...x, name: g.op('Slice', [gradient, starts, ends, g.ints([2, 3])]) }];
    },
  };
}

/** Two products of matrices per channel: with the map of rows from the left, with that of columns from the right. */
export function lowerAxisMaps(
  { g, sizes }: Lowering,
  node: NodeOf<'axis-maps'>,
  [input]: readonly Activation[],
): Lowered {
  const { rows, columns } = node.operation;
  const x = toLayout(g, sizes, input, 'nchw');
  const matrix = (map: AxisMap): Name => g.constant(Float32Array.from(map.flat()), [map.length, map[0].length]);
  const apply = (name: Name, left: AxisMap, right: AxisMap): Name =>
    g.op('MatMul', [g.op('MatMul', [matrix(left), name]), matrix(right)]);
  return {
    output: { name: apply(x.name, rows, transposed(columns)), layout: 'nchw', shape: node.outputShape },
    backward: (gradient) => [{ ...x, name: apply(gradient, transposed(rows), columns) }],
  };
}

const transposed = (map: AxisMap): AxisMap => map[0].map((_, at) => map.map((row) => row[at]));

export function lowerRescaling(
  { g, sizes }: Lowering,
  node: NodeOf<'rescaling'>,
  [input]: readonly Activation[],
): Lowered {
  const { scale, offset } = node.operation;
  const x = input.layout === 'blocked' ? toLayout(g, sizes, input, 'nchw') : input; // padding must stay 0
  const scaled = g.scale(x.name, scale);
  return {
    output: { ...x, name: offset === 0 ? scaled : g.add(scaled, g.scalar(offset)) },
    backward: (gradient) => [{ ...x, name: g.scale(gradient, scale) }],
  };
}

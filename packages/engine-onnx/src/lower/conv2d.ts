import type { OnnxAttribute } from '@selvedge/compute/types';
import type { Name } from '../graph/graph-builder.js';
import type { Activation } from '../graph/layout.js';
import { toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from './lowering.js';
import type { NodeOf } from './node-of.js';

type ConvNode = NodeOf<'conv2d'>;

/** Convolution by ONNX's own operators; kernel [filters, in / groups, rows, columns]. */
export function lowerConv2d(context: Lowering, node: ConvNode, [input]: readonly Activation[]): Lowered {
  const { g, sizes } = context;
  const { groups } = node.operation;
  const x = toLayout(g, sizes, input, 'nchw');
  const kernel = context.parameter(node, 'kernel') as Name;
  const bias = context.parameter(node, 'bias');
  const attributes = { ...window(node), group: { int: groups } };
  const y = g.op('Conv', bias === undefined ? [x.name, kernel] : [x.name, kernel, bias], attributes);

  return {
    output: { name: y, layout: 'nchw', shape: node.outputShape },
    backward(gradient, [wanted]) {
      if (node.trainable) {
        context.setGradient(node, 'kernel', kernelGradient(context, node, x, gradient));
        if (bias !== undefined) context.setGradient(node, 'bias', g.sum(gradient, [0, 2, 3], false));
      }
      if (!wanted) return [undefined];
      const [bottom, right] = leftOver(node);
      const dx = g.op('ConvTranspose', [gradient, kernel], {
        ...attributes,
        output_padding: { ints: [bottom, right] },
      });
      return [{ ...x, name: dx }];
    },
  };
}

/**
 * The kernel's gradient is a convolution of the input with the output's gradient as kernel: batch and channels change
 * places, strides become dilations.
 */
function kernelGradient({ g, sizes }: Lowering, node: ConvNode, x: Activation, dy: Name): Name {
  const { groups, kernelSize, strides, pads } = node.operation;
  const [height, width, channels] = x.shape;
  const [top, bottom, left, right] = pads;
  let images: Name;
  if (groups === 1) {
    images = g.transpose(x.name, [1, 0, 2, 3]);
  } else {
    const apart = g.reshape(x.name, [sizes.batch, groups, channels / groups, height, width]);
    images = g.reshape(g.transpose(apart, [2, 1, 0, 3, 4]), [channels / groups, groups * sizes.batch, height, width]);
  }
  const wide = g.op('Conv', [images, g.transpose(dy, [1, 0, 2, 3])], {
    group: { int: groups },
    dilations: { ints: strides },
    pads: { ints: [top, left, bottom, right] },
  });
  const rest = leftOver(node);
  const ends = g.ints(kernelSize);
  const exact = rest[0] + rest[1] === 0 ? wide : g.op('Slice', [wide, g.ints([0, 0]), ends, g.ints([2, 3])]);
  return g.transpose(exact, [1, 0, 2, 3]);
}

type Windowed = ConvNode | NodeOf<'average-pooling2d'> | NodeOf<'max-pooling2d'>;

/** Rows and columns at the end of the padded input that no window reaches. */
export function leftOver(node: Windowed): [number, number] {
  const { strides, pads } = node.operation;
  const size = windowSize(node);
  const [[height, width]] = node.inputShapes;
  return [(height + pads[0] + pads[1] - size[0]) % strides[0], (width + pads[2] + pads[3] - size[1]) % strides[1]];
}

/** Kernel, strides and pads as ONNX wants them. */
export function window(node: Windowed): Record<string, OnnxAttribute> {
  const [top, bottom, left, right] = node.operation.pads;
  return {
    kernel_shape: { ints: windowSize(node) },
    strides: { ints: node.operation.strides },
    pads: { ints: [top, left, bottom, right] },
  };
}

const windowSize = ({ operation }: Windowed): readonly [number, number] =>
  operation.kind === 'conv2d' ? operation.kernelSize : operation.poolSize;

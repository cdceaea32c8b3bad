import { numbersIn } from '@selvedge/data/checks';
import { fillDropoutMask, fillGaussianNoise, noiseKey } from '../../random/noise.js';
import type { Context, Operation, OperationOf } from './operation.js';

export const reshape: Operation = {
  forward: ([x]) => x.slice(),
  backward: (_, dy) => ({ inputs: [dy.slice()], parameters: [] }),
};

export const rescaling: Operation = {
  forward([x], { node }) {
    const { scale, offset } = node.operation as OperationOf<'rescaling'>;
    return x.map((value) => value * scale + offset);
  },
  backward(_, dy, { node }) {
    const { scale } = node.operation as OperationOf<'rescaling'>;
    return { inputs: [dy.map((g) => g * scale)], parameters: [] };
  },
};

export const add: Operation = {
  forward: (inputs) => inputs[0].map((_, i) => inputs.reduce((sum, x) => sum + x[i], 0)),
  backward: (inputs, dy) => ({ inputs: inputs.map(() => dy.slice()), parameters: [] }),
};

export const multiply: Operation = {
  forward(inputs, { node, rows }) {
    const y = new Float64Array(rows * numbersIn(node.outputShape)).fill(1);
    for (const [at, x] of inputs.entries()) {
      const place = spread(node.inputShapes[at], node.outputShape);
      for (let i = 0; i < y.length; i++) y[i] *= x[place(i)];
    }
    return y;
  },
  backward(inputs, dy, { node }) {
    const places = node.inputShapes.map((shape) => spread(shape, node.outputShape));
    const gradients = inputs.map((x, at) => {
      const dx = new Float64Array(x.length);
      for (let i = 0; i < dy.length; i++) {
        const others = inputs.reduce((all, other, each) => (each === at ? all : all * other[places[each](i)]), 1);
        dx[places[at](i)] += dy[i] * others;
      }
      return dx;
    });
    return { inputs: gradients, parameters: [] };
  },
};

/** Where a number of the output lies in an input whose axes of size 1 are spread. */
function spread(input: readonly number[], output: readonly number[]): (i: number) => number {
  return (i) => {
    let [left, place, step] = [i, 0, 1];
    for (let axis = output.length - 1; axis >= 0; axis--) {
      if (input[axis] !== 1) place += step * (left % output[axis]);
      left = Math.floor(left / output[axis]);
      step *= input[axis];
    }
    return place + step * left;
  };
}

export const concatenate: Operation = {
  forward(inputs, { node, rows }) {
    const y = new Float64Array(rows * numbersIn(node.outputShape));
    eachPart(node.inputShapes, (part, xAt, yAt) => {
      for (let at = 0; at * partWidth(node.outputShape) < y.length; at++) {
        y[at * partWidth(node.outputShape) + yAt] = inputs[part][at * partWidth(node.inputShapes[part]) + xAt];
      }
    });
    return y;
  },
  backward(inputs, dy, { node }) {
    const gradients = inputs.map((x) => new Float64Array(x.length));
    eachPart(node.inputShapes, (part, xAt, yAt) => {
      for (let at = 0; at * partWidth(node.outputShape) < dy.length; at++) {
        gradients[part][at * partWidth(node.inputShapes[part]) + xAt] = dy[at * partWidth(node.outputShape) + yAt];
      }
    });
    return { inputs: gradients, parameters: [] };
  },
};

const partWidth = (shape: readonly number[]): number => shape[shape.length - 1];

/** Visits every channel of every input with its place in the output's channels. */
function eachPart(
  shapes: readonly (readonly number[])[],
  visit: (part: number, xAt: number, yAt: number) => void,
): void {
  let yAt = 0;
  for (const [part, shape] of shapes.entries()) {
    for (let xAt = 0; xAt < partWidth(shape); xAt++) visit(part, xAt, yAt++);
  }
}

export const zeroPadding2d: Operation = {
  forward([x], context) {
    const y = new Float64Array(context.rows * numbersIn(context.node.outputShape));
    for (let i = 0; i < x.length; i++) y[paddedPlace(i, context)] = x[i];
    return y;
  },
  backward([x], dy, context) {
    return { inputs: [x.map((_, i) => dy[paddedPlace(i, context)])], parameters: [] };
  },
};

function paddedPlace(i: number, { node }: Context): number {
  const { pads } = node.operation as OperationOf<'zero-padding2d'>;
  const [inHeight, inWidth, channels] = node.inputShapes[0];
  const [height, width] = node.outputShape;
  const channel = i % channels;
  const column = Math.floor(i / channels) % inWidth;
  const line = Math.floor(i / (channels * inWidth)) % inHeight;
  const row = Math.floor(i / (channels * inWidth * inHeight));
  return ((row * height + line + pads[0]) * width + column + pads[2]) * channels + channel;
}

/** y[i, j] = sum over p, q of rows[i, p] * columns[j, q] * x[p, q]. */
export const axisMaps: Operation = {
  forward([x], context) {
    const y = new Float64Array(context.rows * numbersIn(context.node.outputShape));
    eachProduct(context, (xAt, yAt, weight) => {
      y[yAt] += weight * x[xAt];
    });
    return y;
  },
  backward([x], dy, context) {
    const dx = new Float64Array(x.length);
    eachProduct(context, (xAt, yAt, weight) => {
      dx[xAt] += weight * dy[yAt];
    });
    return { inputs: [dx], parameters: [] };
  },
};

function eachProduct({ node, rows }: Context, visit: (xAt: number, yAt: number, weight: number) => void): void {
  const maps = node.operation as OperationOf<'axis-maps'>;
  const [[inHeight, inWidth, channels]] = node.inputShapes;
  const [height, width] = node.outputShape;
  for (let row = 0; row < rows; row++) {
    for (const [i, ofRow] of maps.rows.entries()) {
      for (const [j, ofColumn] of maps.columns.entries()) {
        for (const [p, a] of ofRow.entries()) {
          for (const [q, b] of a === 0 ? [] : ofColumn.entries()) {
            if (b === 0) continue;
            for (let channel = 0; channel < channels; channel++) {
              const xAt = ((row * inHeight + p) * inWidth + q) * channels + channel;
              visit(xAt, ((row * height + i) * width + j) * channels + channel, a * b);
            }
          }
        }
      }
    }
  }
}

export const dropout: Operation = {
  forward: ([x], context) => (context.training ? masked(x, context) : x.slice()),
  backward: (_, dy, context) => ({ inputs: [masked(dy, context)], parameters: [] }),
};

function masked(x: Float64Array, { node, seed, step }: Context): Float64Array {
  const { rate } = node.operation as OperationOf<'dropout'>;
  const factors = fillDropoutMask(new Float32Array(x.length), noiseKey(seed, step, node.index), rate);
  return x.map((value, i) => value * factors[i]);
}

export const spatialDropout2d: Operation = {
  forward([x], context) {
    return context.training ? byChannel(x, context) : x.slice();
  },
  backward(_, dy, context) {
    return { inputs: [byChannel(dy, context)], parameters: [] };
  },
};

function byChannel(x: Float64Array, { node, rows, seed, step }: Context): Float64Array {
  const { rate } = node.operation as OperationOf<'spatial-dropout2d'>;
  const [height, width, channels] = node.outputShape;
  const factors = fillDropoutMask(new Float32Array(rows * channels), noiseKey(seed, step, node.index), rate);
  const rowLength = height * width * channels;
  return x.map((value, i) => value * factors[Math.floor(i / rowLength) * channels + (i % channels)]);
}

export const gaussianNoise: Operation = {
  forward([x], { node, training, seed, step }) {
    if (!training) return x.slice();
    const { stddev } = node.operation as OperationOf<'gaussian-noise'>;
    const noise = fillGaussianNoise(new Float32Array(x.length), noiseKey(seed, step, node.index), stddev);
    return x.map((value, i) => value + noise[i]);
  },
  backward: (_, dy) => ({ inputs: [dy.slice()], parameters: [] }),
};

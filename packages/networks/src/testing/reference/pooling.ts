import type { Context, Operation, OperationOf } from './operation.js';

export const maxPooling2d: Operation = {
  forward([x], context) {
    const y = new Float64Array(outputLength(context));
    eachWindow(context, (yAt, inputs) => {
      y[yAt] = x[firstMaximum(x, inputs)];
    });
    return y;
  },
  backward([x], dy, context) {
    const dx = new Float64Array(x.length);
    eachWindow(context, (yAt, inputs) => {
      dx[firstMaximum(x, inputs)] += dy[yAt];
    });
    return { inputs: [dx], parameters: [] };
  },
};

export const averagePooling2d: Operation = {
  forward([x], context) {
    const y = new Float64Array(outputLength(context));
    eachWindow(context, (yAt, inputs) => {
      for (const at of inputs) y[yAt] += x[at] / inputs.length;
    });
    return y;
  },
  backward([x], dy, context) {
    const dx = new Float64Array(x.length);
    eachWindow(context, (yAt, inputs) => {
      for (const at of inputs) dx[at] += dy[yAt] / inputs.length;
    });
    return { inputs: [dx], parameters: [] };
  },
};

export const globalAveragePooling2d: Operation = {
  forward([x], { node, rows }) {
    const [height, width, channels] = node.inputShapes[0];
    const pixels = height * width;
    const y = new Float64Array(rows * channels);
    for (let i = 0; i < x.length; i++)
      y[Math.floor(i / (pixels * channels)) * channels + (i % channels)] += x[i] / pixels;
    return y;
  },
  backward([x], dy, { node }) {
    const [height, width, channels] = node.inputShapes[0];
    const pixels = height * width;
    const dx = x.map((_, i) => dy[Math.floor(i / (pixels * channels)) * channels + (i % channels)] / pixels);
    return { inputs: [dx], parameters: [] };
  },
};

const outputLength = ({ node, rows }: Context): number => node.outputShape.reduce((all, size) => all * size, rows);

const firstMaximum = (x: Float64Array, inputs: readonly number[]): number =>
  inputs.reduce((best, at) => (x[at] > x[best] ? at : best));

/** Visits every output number with the positions of the inputs in its window, without padding, in row-major order. */
function eachWindow({ node, rows }: Context, visit: (yAt: number, inputs: number[]) => void): void {
  const { poolSize, strides, pads } = node.operation as OperationOf<'max-pooling2d'>;
  const [inHeight, inWidth, channels] = node.inputShapes[0];
  const [height, width] = node.outputShape;
  for (let row = 0; row < rows; row++) {
    for (let h = 0; h < height; h++) {
      for (let w = 0; w < width; w++) {
        for (let c = 0; c < channels; c++) {
          const inputs: number[] = [];
          for (let kh = 0; kh < poolSize[0]; kh++) {
            for (let kw = 0; kw < poolSize[1]; kw++) {
              const inH = h * strides[0] - pads[0] + kh;
              const inW = w * strides[1] - pads[2] + kw;
              const inside = inH >= 0 && inH < inHeight && inW >= 0 && inW < inWidth;
              if (inside) inputs.push(((row * inHeight + inH) * inWidth + inW) * channels + c);
            }
          }
          visit(((row * height + h) * width + w) * channels + c, inputs);
        }
      }
    }
  }
}

import type { Context, Operation, OperationOf } from './operation.js';

export const conv2d: Operation = {
  forward([x], context) {
    const { node, rows, parameters } = context;
    const [kernel, bias] = parameters;
    const [height, width, filters] = node.outputShape;
    const y = new Float64Array(rows * height * width * filters);
    if (bias !== undefined) for (let i = 0; i < y.length; i++) y[i] = bias[i % filters];
    eachProduct(context, (xAt, kernelAt, yAt) => {
      y[yAt] += x[xAt] * kernel[kernelAt];
    });
    return y;
  },
  backward([x], dy, context) {
    const [kernel, bias] = context.parameters;
    const dx = new Float64Array(x.length);
    const dKernel = new Float64Array(kernel.length);
    eachProduct(context, (xAt, kernelAt, yAt) => {
      dx[xAt] += dy[yAt] * kernel[kernelAt];
      dKernel[kernelAt] += dy[yAt] * x[xAt];
    });
    if (bias === undefined) return { inputs: [dx], parameters: [dKernel] };
    const dBias = new Float64Array(bias.length);
    for (let i = 0; i < dy.length; i++) dBias[i % bias.length] += dy[i];
    return { inputs: [dx], parameters: [dKernel, dBias] };
  },
};

/** Visits every product x * kernel that a convolution sums, with the positions of its three numbers. */
function eachProduct({ node, rows }: Context, visit: (xAt: number, kernelAt: number, yAt: number) => void): void {
  const { kernelSize, strides, pads, groups, filters } = node.operation as OperationOf<'conv2d'>;
  const [inHeight, inWidth, channels] = node.inputShapes[0];
  const [height, width] = node.outputShape;
  const inGroup = channels / groups;
  const perGroup = filters / groups;
  for (let row = 0; row < rows; row++) {
    for (let h = 0; h < height; h++) {
      for (let w = 0; w < width; w++) {
        for (let kh = 0; kh < kernelSize[0]; kh++) {
          const inH = h * strides[0] - pads[0] + kh;
          if (inH < 0 || inH >= inHeight) continue;
          for (let kw = 0; kw < kernelSize[1]; kw++) {
            const inW = w * strides[1] - pads[2] + kw;
            if (inW < 0 || inW >= inWidth) continue;
            const xStart = ((row * inHeight + inH) * inWidth + inW) * channels;
            const yStart = ((row * height + h) * width + w) * filters;
            const kernelStart = (kh * kernelSize[1] + kw) * inGroup * filters;
            for (let f = 0; f < filters; f++) {
              const group = Math.floor(f / perGroup);
              for (let c = 0; c < inGroup; c++) {
                visit(xStart + group * inGroup + c, kernelStart + c * filters + f, yStart + f);
              }
            }
          }
        }
      }
    }
  }
}

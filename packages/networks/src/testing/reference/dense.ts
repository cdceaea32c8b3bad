import type { Operation, OperationOf } from './operation.js';

export const dense: Operation = {
  forward([x], { node, rows, parameters: [kernel, bias] }) {
    const { units } = node.operation as OperationOf<'dense'>;
    const [inputs] = node.inputShapes[0];
    const y = new Float64Array(rows * units);
    for (let r = 0; r < rows; r++) {
      for (let u = 0; u < units; u++) {
        let sum = bias === undefined ? 0 : bias[u];
        for (let i = 0; i < inputs; i++) sum += x[r * inputs + i] * kernel[i * units + u];
        y[r * units + u] = sum;
      }
    }
    return y;
  },
  backward([x], dy, { node, rows, parameters: [kernel, bias] }) {
    const { units } = node.operation as OperationOf<'dense'>;
    const [inputs] = node.inputShapes[0];
    const dx = new Float64Array(x.length);
    const dKernel = new Float64Array(kernel.length);
    const dBias = new Float64Array(units);
    for (let r = 0; r < rows; r++) {
      for (let u = 0; u < units; u++) {
        const g = dy[r * units + u];
        dBias[u] += g;
        for (let i = 0; i < inputs; i++) {
          dx[r * inputs + i] += g * kernel[i * units + u];
          dKernel[i * units + u] += g * x[r * inputs + i];
        }
      }
    }
    return { inputs: [dx], parameters: bias === undefined ? [dKernel] : [dKernel, dBias] };
  },
};

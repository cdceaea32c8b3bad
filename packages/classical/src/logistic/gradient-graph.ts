import { onnxModel } from '@selvedge/compute';
import { int64Tensor } from '@selvedge/compute/kernels';

/**
 * The graph of one block's loss and gradient: softmax regression by rows.
 *
 * Inputs: rows (block x columns, bytes or floats), weights (columns x classes), intercepts, targets (block x classes,
 * one-hot) and rowWeights (block x 1). Outputs: the weighted sum of losses and its gradients.
 */
export function gradientGraph(rows: 'uint8' | 'float32'): Uint8Array {
  const float = (...shape: (number | string)[]) => ({ type: 'float32', shape }) as const;
  return onnxModel({
    name: 'softmax-regression-gradient',
    inputs: {
      rows: { type: rows, shape: ['block', 'columns'] },
      weights: float('columns', 'classes'),
      intercepts: float('classes'),
      targets: float('block', 'classes'),
      rowWeights: float('block', 1),
    },
    outputs: { loss: float(), weightGradient: float('classes', 'columns'), interceptGradient: float('classes') },
    nodes: [
      { op: 'Cast', inputs: ['rows'], outputs: ['x'], attributes: { to: { int: 1 } } },
      { op: 'Gemm', inputs: ['x', 'weights', 'intercepts'], outputs: ['scores'] },
      { op: 'LogSoftmax', inputs: ['scores'], outputs: ['logs'], attributes: { axis: { int: 1 } } },
      { op: 'Exp', inputs: ['logs'], outputs: ['shares'] },
      { op: 'Sub', inputs: ['shares', 'targets'], outputs: ['errors'] },
      { op: 'Mul', inputs: ['errors', 'rowWeights'], outputs: ['weighted'] },
      // Classes first: a product of few rows with a wide matrix is the shape that the runtime's kernels are fast at.
      { op: 'Gemm', inputs: ['weighted', 'x'], outputs: ['weightGradient'], attributes: { transA: { int: 1 } } },
      {
        op: 'ReduceSum',
        inputs: ['weighted', 'first'],
        outputs: ['interceptGradient'],
        attributes: { keepdims: { int: 0 } },
      },
      { op: 'Mul', inputs: ['logs', 'targets'], outputs: ['gains'] },
      { op: 'Mul', inputs: ['gains', 'rowWeights'], outputs: ['weightedGains'] },
      { op: 'ReduceSum', inputs: ['weightedGains'], outputs: ['gain'], attributes: { keepdims: { int: 0 } } },
      { op: 'Neg', inputs: ['gain'], outputs: ['loss'] },
    ],
    initializers: { first: int64Tensor([0]) },
  });
}

/** The graph of predicted probabilities: softmax of rows x weights + intercepts. */
export function probabilityGraph(rows: 'uint8' | 'float32'): Uint8Array {
  const float = (...shape: (number | string)[]) => ({ type: 'float32', shape }) as const;
  return onnxModel({
    name: 'softmax-regression',
    inputs: {
      rows: { type: rows, shape: ['block', 'columns'] },
      weights: float('columns', 'classes'),
      intercepts: float('classes'),
    },
    outputs: { shares: float('block', 'classes') },
    nodes: [
      { op: 'Cast', inputs: ['rows'], outputs: ['x'], attributes: { to: { int: 1 } } },
      { op: 'Gemm', inputs: ['x', 'weights', 'intercepts'], outputs: ['scores'] },
      { op: 'Softmax', inputs: ['scores'], outputs: ['shares'], attributes: { axis: { int: 1 } } },
    ],
  });
}

import type { Arithmetic } from '@selvedge/networks/types';
import { STEEP } from '../blocked/relu.js';
import type { GraphBuilder, Name } from './graph-builder.js';

/** Formulas of activations as nodes of a graph. */
export function graphArithmetic(g: GraphBuilder): Arithmetic<Name> {
  const of = (operand: Name | number): Name => (typeof operand === 'number' ? g.scalar(operand) : operand);
  const float = (value: number) => ({ float: value });
  const hardSigmoid = (x: Name, slope: number, offset: number): Name =>
    g.op('HardSigmoid', [x], { alpha: float(slope), beta: float(offset) });
  return {
    add: (a, b) => g.add(of(a), of(b)),
    subtract: (a, b) => g.subtract(of(a), of(b)),
    multiply: (a, b) => g.multiply(of(a), of(b)),
    exp: (x) => g.op('Exp', [x]),
    tanh: (x) => g.op('Tanh', [x]),
    sigmoid: (x) => g.op('Sigmoid', [x]),
    erf: (x) => g.op('Erf', [x]),
    softplus: (x) => g.op('Softplus', [x]),
    relu: (x) => g.op('Relu', [x]),
    leakyRelu: (x, alpha) => g.op('LeakyRelu', [x], { alpha: float(alpha) }),
    elu: (x, alpha) => g.op('Elu', [x], { alpha: float(alpha) }),
    hardSigmoid,
    isPositive: (x) => hardSigmoid(x, STEEP, 0),
    wherePositive: (x, a, b) => g.op('Where', [g.op('Greater', [x, g.scalar(0)]), of(a), of(b)]),
    softmax: (x) => g.op('Softmax', [x], { axis: { int: -1 } }),
    logSoftmax: (x) => g.op('LogSoftmax', [x], { axis: { int: -1 } }),
    sumOfLastAxis: (x) => g.sum(x, [-1]),
  };
}

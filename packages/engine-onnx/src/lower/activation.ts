import { unreachable } from '@selvedge/data';
import { keepPositive } from '../blocked/relu.js';
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from './lowering.js';
import type { NodeOf } from './node-of.js';

/** A function of x: its value, and its gradient given that of its output. */
interface Formula {
  readonly y: Name;
  gradient(dy: Name): Name;
}

export function lowerActivation(
  { g, sizes, blocked }: Lowering,
  node: NodeOf<'activation'>,
  [input]: readonly Activation[],
): Lowered {
  const { activation } = node.operation;
  const overLastAxis = activation === 'softmax' || activation === 'logSoftmax';
  // Padding of the blocked layout must stay 0, and sigmoid(0) is not.
  const x = overLastAxis || activation === 'sigmoid' ? toLayout(g, sizes, input, 'rows') : input;
  const formula = blocked?.fusedRelus.has(node.index) ? reluOf(g, x.name) : formulaOf(g, node.operation, x.name);
  return {
    output: { ...x, name: formula.y },
    backward: (gradient) => [
      // Pooling behind it has cut off its gradient already.
      { ...x, name: blocked?.pooledRelus.has(node.index) ? gradient : formula.gradient(gradient) },
    ],
  };
}

function formulaOf(g: GraphBuilder, { activation, alpha }: NodeOf<'activation'>['operation'], x: Name): Formula {
  const one = g.scalar(1);
  const times =
    (derivative: () => Name): Formula['gradient'] =>
    (dy) =>
      g.multiply(dy, derivative());
  switch (activation) {
    case 'linear':
      return { y: x, gradient: (dy) => dy };
    case 'relu':
      return reluOf(g, g.op('Relu', [x]));
    case 'leakyRelu': {
      const y = g.op('LeakyRelu', [x], { alpha: { float: alpha } });
      return { y, gradient: times(() => g.op('Where', [positive(g, x), one, g.scalar(alpha)])) };
    }
    case 'elu': {
      const y = g.op('Elu', [x], { alpha: { float: alpha } });
      return { y, gradient: times(() => g.op('Where', [positive(g, x), one, g.add(y, g.scalar(alpha))])) };
    }
    case 'gelu': {
      // x Phi(x), with the normal distribution function Phi; not the approximation by tanh.
      const erf = g.op('Erf', [g.scale(x, Math.SQRT1_2)]);
      const phi = g.scale(g.add(erf, one), 0.5);
      const density = (): Name => g.scale(g.op('Exp', [g.scale(g.multiply(x, x), -0.5)]), 1 / Math.sqrt(2 * Math.PI));
      return { y: g.multiply(x, phi), gradient: times(() => g.add(phi, g.multiply(x, density()))) };
    }
    case 'tanh': {
      const y = g.op('Tanh', [x]);
      return { y, gradient: times(() => g.subtract(one, g.multiply(y, y))) };
    }
    case 'sigmoid': {
      const y = g.op('Sigmoid', [x]);
      return { y, gradient: times(() => g.multiply(y, g.subtract(one, y))) };
    }
    case 'swish': {
      const s = g.op('Sigmoid', [x]);
      const y = g.multiply(x, s);
      return { y, gradient: times(() => g.add(s, g.multiply(y, g.subtract(one, s)))) };
    }
    case 'softmax': {
      const y = g.op('Softmax', [x], { axis: { int: -1 } });
      return { y, gradient: (dy) => softmaxGradient(g, y, dy) };
    }
    case 'logSoftmax': {
      const y = g.op('LogSoftmax', [x], { axis: { int: -1 } });
      return { y, gradient: (dy) => logSoftmaxGradient(g, y, dy) };
    }
    default:
      return unreachable(activation);
  }
}

/** relu, given its output. */
const reluOf = (g: GraphBuilder, y: Name): Formula => ({ y, gradient: (dy) => keepPositive(g, y, dy) });

const positive = (g: GraphBuilder, x: Name): Name => g.op('Greater', [x, g.scalar(0)]);

export function softmaxGradient(g: GraphBuilder, y: Name, dy: Name): Name {
  return g.multiply(y, g.subtract(dy, g.sum(g.multiply(y, dy), [-1])));
}

export function logSoftmaxGradient(g: GraphBuilder, y: Name, dy: Name): Name {
  return g.subtract(dy, g.multiply(g.op('Exp', [y]), g.sum(dy, [-1])));
}

/**
 * What the formulas of activations are made of. Each engine implements it for its own values (the names of a graph,
 * tensors, float64 arrays), so that a formula is written once and the compiler holds every engine complete.
 *
 * Operations work number by number, but for those of the last axis. Operands may be plain numbers where the type says so.
 */
export interface Arithmetic<Value> {
  add(a: Value | number, b: Value | number): Value;
  subtract(a: Value | number, b: Value | number): Value;
  multiply(a: Value | number, b: Value | number): Value;
  exp(x: Value): Value;
  tanh(x: Value): Value;
  /** 1 / (1 + exp(-x)) */
  sigmoid(x: Value): Value;
  /** The error function. */
  erf(x: Value): Value;
  /** log(1 + exp(x)), without overflow. */
  softplus(x: Value): Value;
  /** max(x, 0) */
  relu(x: Value): Value;
  /** x where x > 0, else alpha * x. */
  leakyRelu(x: Value, alpha: number): Value;
  /** x where x > 0, else alpha * (exp(x) - 1). */
  elu(x: Value, alpha: number): Value;
  /** slope * x + offset, cut to [0, 1]. */
  hardSigmoid(x: Value, slope: number, offset: number): Value;
  /** 1 where x > 0, else 0. */
  isPositive(x: Value): Value;
  /** `a` where x > 0, else `b`. */
  wherePositive(x: Value, a: Value | number, b: Value | number): Value;
  /** Over the last axis. */
  softmax(x: Value): Value;
  /** Over the last axis. */
  logSoftmax(x: Value): Value;
  /** Over the last axis, which stays with size 1. */
  sumOfLastAxis(x: Value): Value;
}

/** A function of x: its value, and the gradient in x given that in its value. */
export interface Formula<Value> {
  readonly y: Value;
  gradient(dy: Value): Value;
}

/**
 * A formula of a function that works number by number.
 *
 * @param derivative - dy/dx; asked for only where a gradient is needed
 */
export const elementwise = <Value>(m: Arithmetic<Value>, y: Value, derivative: () => Value): Formula<Value> => ({
  y,
  gradient: (dy) => m.multiply(dy, derivative()),
});

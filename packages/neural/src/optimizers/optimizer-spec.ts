import { onlyBooleans, onlyFields, SelvedgeError, shown } from '@selvedge/data';

/**
 * A rule that turns gradients into steps. Names and defaults are Keras's; the learning rate is the schedule's.
 *
 * | kind | parameters with defaults |
 * |---|---|
 * | `sgd` | momentum 0, nesterov false |
 * | `adam`, `adamw` | beta1 0.9, beta2 0.999, epsilon 1e-7; adamw: weightDecay 0.01 |
 * | `rmsprop` | rho 0.9, momentum 0, epsilon 1e-7 |
 * | `adagrad` | initialAccumulator 0.1, epsilon 1e-7 |
 *
 * `weightDecay` (default 0): of `adamw` it is decoupled, w -= learning rate * decay * w; of the others it is added to
 * the gradient, decay * w, as in PyTorch. It applies to kernels only, unless `decayAll`.
 */
export type OptimizerSpec = SgdSpec | AdamSpec | RmspropSpec | AdagradSpec;

interface Common {
  readonly weightDecay?: number;
  /** Whether biases and the scale and shift of normalisations decay too. Default false. */
  readonly decayAll?: boolean;
  /** Gradients are scaled down so that the norm of all of them together is at most this. */
  readonly clipNorm?: number;
  /** Every number of the gradient is cut to [-clipValue, clipValue], before `clipNorm`. */
  readonly clipValue?: number;
}

export interface SgdSpec extends Common {
  readonly kind: 'sgd';
  readonly momentum?: number;
  readonly nesterov?: boolean;
}

export interface AdamSpec extends Common {
  readonly kind: 'adam' | 'adamw';
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

export interface RmspropSpec extends Common {
  readonly kind: 'rmsprop';
  readonly rho?: number;
  readonly momentum?: number;
  readonly epsilon?: number;
}

export interface AdagradSpec extends Common {
  readonly kind: 'adagrad';
  readonly initialAccumulator?: number;
  readonly epsilon?: number;
}

/** The rules that the kernels know. Every field holds a number; those that a rule does not use are 0. */
export interface UpdateRule {
  readonly kind: 'sgd' | 'adam' | 'rmsprop' | 'adagrad';
  /** Arrays as long as the parameters that the rule keeps between steps. */
  readonly moments: 0 | 1 | 2;
  /** What those arrays start from. */
  readonly momentStart: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  readonly decoupled: boolean;
  readonly decayAll: boolean;
  readonly clipNorm: number;
  readonly clipValue: number;
}

/**
 * Fills in the defaults and checks every number.
 *
 * @throws SelvedgeError `invalid-argument` naming the parameter
 */
export function updateRule(spec: OptimizerSpec): UpdateRule {
  checkFields(spec);
  const { weightDecay = spec.kind === 'adamw' ? 0.01 : 0, decayAll = false, clipNorm = 0, clipValue = 0 } = spec;
  notNegative(spec.kind, { weightDecay, clipNorm, clipValue });
  const common = {
    momentum: 0,
    nesterov: false,
    beta1: 0,
    beta2: 0,
    epsilon: 0,
    momentStart: 0,
    decoupled: false,
    weightDecay,
    decayAll,
    clipNorm,
    clipValue,
  };
  switch (spec.kind) {
    case 'sgd': {
      const { momentum = 0, nesterov = false } = spec;
      shares(spec.kind, { momentum });
      return { ...common, kind: 'sgd', moments: momentum > 0 ? 1 : 0, momentum, nesterov };
    }
    case 'adam':
    case 'adamw': {
      const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = spec;
      shares(spec.kind, { beta1, beta2 });
      positive(spec.kind, { epsilon });
      return { ...common, kind: 'adam', moments: 2, beta1, beta2, epsilon, decoupled: spec.kind === 'adamw' };
    }
    case 'rmsprop': {
      const { rho = 0.9, momentum = 0, epsilon = 1e-7 } = spec;
      shares(spec.kind, { rho, momentum });
      positive(spec.kind, { epsilon });
      return { ...common, kind: 'rmsprop', moments: momentum > 0 ? 2 : 1, beta2: rho, momentum, epsilon };
    }
    case 'adagrad': {
      const { initialAccumulator = 0.1, epsilon = 1e-7 } = spec;
      notNegative(spec.kind, { initialAccumulator });
      positive(spec.kind, { epsilon });
      return { ...common, kind: 'adagrad', moments: 1, momentStart: initialAccumulator, epsilon };
    }
    default:
      throw new SelvedgeError(
        'invalid-argument',
        `optimizer: unknown kind '${String((spec as { kind?: unknown }).kind)}'; known are sgd, adam, adamw, rmsprop, adagrad.`,
      );
  }
}

const COMMON_FIELDS = ['kind', 'weightDecay', 'decayAll', 'clipNorm', 'clipValue'];
const FIELDS: Readonly<Record<OptimizerSpec['kind'], readonly string[]>> = {
  sgd: ['momentum', 'nesterov'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamw: ['beta1', 'beta2', 'epsilon'],
  rmsprop: ['rho', 'momentum', 'epsilon'],
  adagrad: ['initialAccumulator', 'epsilon'],
};

function checkFields(spec: OptimizerSpec): void {
  if (!Object.hasOwn(FIELDS, spec.kind)) return; // said below
  const what = `optimizer ${spec.kind}`;
  onlyFields(what, spec, [...COMMON_FIELDS, ...FIELDS[spec.kind]]);
  onlyBooleans(what, spec, ['decayAll', 'nesterov']);
}

function shares(kind: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(typeof value === 'number' && value >= 0 && value < 1)) throw bad(kind, name, value, 'a number in [0, 1)');
  }
}

/** Smaller ones vanish beside the roots of second moments, and 0 divides by 0 where a gradient always was 0. */
const LEAST_EPSILON = 1e-12;

function positive(kind: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(Number.isFinite(value) && value >= LEAST_EPSILON)) {
      throw bad(kind, name, value, `a finite number of at least ${LEAST_EPSILON}`);
    }
  }
}

function notNegative(kind: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(Number.isFinite(value) && value >= 0)) throw bad(kind, name, value, 'a finite number of at least 0');
  }
}

const bad = (kind: string, name: string, value: unknown, allowed: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `optimizer ${kind}: ${name} is ${shown(value)}; need ${allowed}.`);

import { type Matrix, SelvedgeError } from '@selvedge/data';
import { hasMethod, messageOf, shown } from '@selvedge/data/checks';

/** Whose code it is: a prefix of the messages of its failures, for instance `plugin lamps: the model 'lamp'`. */
type Owner = string;

/** What each step gives back, by its name, and the methods that this must have. */
type Steps = Readonly<Record<string, readonly string[]>>;

const MODEL_STEPS: Steps = {
  create: ['fit'],
  clone: ['fit'],
  fit: ['predictProba', 'save'],
  load: ['predictProba', 'save'],
};
const TRANSFORM_STEPS: Steps = { create: ['fit'], clone: ['fit'], fit: ['apply', 'save'], load: ['apply', 'save'] };

/**
 * An entry of a plugin all of whose code, and that of what it makes, fails under the plugin's name: without it, a slip of the
 * plugin would look like a bug of ours. Errors that say what a person can do (SelvedgeError) stay as they are.
 */
export function ownedEntry<Entry extends { readonly kind: string }>(
  plugin: string,
  what: 'model' | 'preparation step',
  entry: Entry,
): Entry {
  return owned(
    entry,
    `plugin ${plugin}: the ${what} '${entry.kind}'`,
    what === 'model' ? MODEL_STEPS : TRANSFORM_STEPS,
  );
}

/** Under this a proxy has what it stands for. Plugins get that back: an object with private fields is known only as itself. */
const ORIGINAL: unique symbol = Symbol('original');
const original = (value: unknown): unknown =>
  isObject(value) ? ((value as { readonly [ORIGINAL]?: object })[ORIGINAL] ?? value) : value;

function owned<T extends object>(real: T, owner: Owner, steps: Steps): T {
  // Of an empty object above the real one: a frozen object would not let its proxy give other functions.
  return new Proxy(Object.create(real) as T, {
    get(_, property) {
      if (property === ORIGINAL) return real;
      const value: unknown = Reflect.get(real, property, real);
      if (property === 'sharedFit' && isObject(value)) return owned(value, owner, {});
      if (typeof value !== 'function' || typeof property === 'symbol' || property === 'constructor') return value;
      if (!hasMethod(real, property)) return value;
      return (...args: unknown[]) => calling(real, property, args.map(original), owner, steps);
    },
  });
}

function calling(real: object, name: string, args: unknown[], owner: Owner, steps: Steps): unknown {
  const failed = (thrown: unknown): unknown => failure(owner, name, thrown);
  const finish = (result: unknown): unknown => {
    const problem = problemOf(name, result, args, real, steps);
    if (problem !== undefined) throw failed(new Error(problem));
    return Object.hasOwn(steps, name) ? owned(result as object, owner, steps) : result;
  };
  let result: unknown;
  try {
    result = (Reflect.get(real, name, real) as (...given: unknown[]) => unknown).apply(real, args);
  } catch (thrown) {
    throw failed(thrown);
  }
  if (!(result instanceof Promise)) return finish(result);
  return result.then(finish, (thrown: unknown) => {
    throw failed(thrown);
  });
}

/** What is wrong with what a step gave: it would fail later, as if by ours, or be scored against the wrong rows. */
function problemOf(
  name: string,
  result: unknown,
  args: readonly unknown[],
  real: object,
  steps: Steps,
): string | undefined {
  if (Object.hasOwn(steps, name)) {
    const missing = steps[name].filter((method) => typeof (result as never)?.[method] !== 'function');
    return missing.length > 0 ? `it gave ${brief(result)}; need an object with ${missing.join(' and ')}` : undefined;
  }
  if (name === 'save') {
    const { format, tensors } = (result ?? {}) as { readonly format?: unknown; readonly tensors?: unknown };
    const isState = typeof format === 'string' && isObject(tensors);
    return isState ? undefined : `it gave ${brief(result)}; need { format, version, config, tensors }`;
  }
  if (name === 'apply') {
    const { features, shape } = (result ?? {}) as { readonly features?: Matrix; readonly shape?: unknown };
    return features?.values && Array.isArray(shape) ? undefined : `it gave ${brief(result)}; need { features, shape }`;
  }
  return name === 'predictProba' ? probabilitiesProblem(result as Matrix, args[0] as Matrix, real) : undefined;
}

function probabilitiesProblem(given: Matrix | undefined, { rows }: Matrix, model: object): string | undefined {
  const { classes } = model as { readonly classes?: readonly string[] };
  if (!Array.isArray(classes)) return `the model has the classes ${brief(classes)}; need those of the training rows`;
  const { values } = given ?? {};
  const need = `need a matrix of ${rows} x ${classes.length}`;
  if (values === undefined || given === undefined) return `it gave ${brief(given)}; ${need}`;
  if (given.rows !== rows || given.columns !== classes.length || values.length !== rows * classes.length)
    return `it gave ${given.rows} x ${given.columns} in ${values.length} numbers; ${need}`;
  return values.every(Number.isFinite) ? undefined : 'it gave a number that is not finite';
}

function failure(owner: Owner, doing: string, thrown: unknown): unknown {
  if ((thrown as Error | undefined)?.name === 'SelvedgeError') return thrown;
  const problem = messageOf(thrown).replace(/\.$/, '');
  return new SelvedgeError('invalid-argument', `${owner} failed in ${doing}: ${problem}.`, { cause: thrown });
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const brief = (value: unknown): string => (isObject(value) ? 'an object' : shown(value));

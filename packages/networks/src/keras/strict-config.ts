import type { Json } from '@selvedge/data/types';
import { type Config, unsupported } from './keras-json.js';

/** What every layer has and what changes neither outputs nor training, beside what is read. */
const NEUTRAL: ReadonlySet<string> = new Set([
  'name',
  'trainable',
  'seed',
  'batch_input_shape',
  'batch_shape',
  'autocast',
  'rank',
]);

/** Arguments that do nothing unless another one, which is refused, is set. */
const IDLE: ReadonlySet<string> = new Set([
  'renorm_clipping',
  'renorm_momentum',
  'input_axes',
  'output_axes',
  'fill_mode',
  'fill_value',
]);

/** A config that notes what is read of it: copying it reads everything. */
export interface StrictConfig {
  readonly config: Config;
  /** @throws SelvedgeError `unsupported` naming an argument that was not read and is not empty */
  finish(): void;
}

/**
 * Reads what is known and refuses the rest: an argument that nothing asked for would vanish.
 *
 * @param label - the layer, for errors
 */
export function strictConfig(given: Config, label: string): StrictConfig {
  const read = new Set<string | symbol>();
  const config = new Proxy(given, {
    get(target, name) {
      read.add(name);
      return target[name as string];
    },
  });
  return {
    config,
    finish() {
      checkType(given['dtype'], label);
      for (const [name, value] of Object.entries(given)) {
        if (read.has(name) || NEUTRAL.has(name) || IDLE.has(name) || name === 'dtype' || isEmpty(value)) continue;
        throw unsupported(label, `its ${name} is ${short(value)}, which has no counterpart here`);
      }
    },
  };
}

/** In a damaged file a value may be of any length. */
const short = (value: Json | undefined): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
};

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null || value === false;

/** @throws SelvedgeError `unsupported` for types that compute otherwise than float32 */
export function checkType(dtype: Json | undefined, label: string): void {
  const name = (dtype as { config?: { name?: Json } } | null | undefined)?.config?.name ?? dtype;
  if (isEmpty(name) || name === 'float32' || name === 'float64') return;
  throw unsupported(label, `its dtype is ${JSON.stringify(dtype)}, where float32 and float64 can be read`);
}

/** Names of Keras's own modules. */
const OWN_MODULE = /^(keras|tf_keras|tensorflow\.keras|tensorflow\.python\.keras|builtins)($|\.)/;

/**
 * Refuses a class of the user's own, which may have a name that Keras uses, too.
 *
 * @param stored - an object with `module` and `registered_name`, as Keras since 2.12 writes them
 */
export function checkIsOwn(stored: Config, className: string, label: string): void {
  const { module, registered_name: registered } = stored;
  const isRegistered = typeof registered === 'string' && registered !== className && !registered.startsWith('keras');
  const isElsewhere = typeof module === 'string' && !OWN_MODULE.test(module);
  if (!isRegistered && !isElsewhere) return;
  throw unsupported(
    label,
    `its class is '${String(registered ?? className)}'${isElsewhere ? ` of the module '${module}'` : ''}, not Keras's own`,
  );
}

import type { Json } from '@selvedge/data/types';
import type { InitializerSpec } from '../declaration/layer-spec.js';
import { initializers } from '../initializers/initializers.js';
import { type Config, unsupported } from './keras-json.js';
import { checkIsOwn, strictConfig } from './strict-config.js';

/** By Keras's short names, with its default of 0.01, or as an object. */
export function regularizer(value: Json | undefined, label: string): { l1: number; l2: number } | undefined {
  if (value === undefined || value === null) return undefined;
  const { class_name: className, config = {} } = (typeof value === 'string' ? { class_name: value } : value) as {
    class_name?: string;
    config?: { l1?: number; l2?: number };
  };
  checkIsOwn(value as Config, String(className), `${label}, its kernel_regularizer`);
  const kind = String(className).replaceAll('_', '').toLowerCase();
  if (!['l1', 'l2', 'l1l2'].includes(kind)) {
    throw unsupported(label, `its kernel_regularizer ${JSON.stringify(value)} cannot be read; l1, l2 and l1_l2 can`);
  }
  const fallback = typeof value === 'string' ? 0.01 : 0;
  const { l1 = fallback, l2 = fallback } = config;
  return { l1: kind === 'l2' ? 0 : l1, l2: kind === 'l1' ? 0 : l2 };
}

/** tf.layers writes most of them as VarianceScaling. */
const VARIANCE_SCALING: Readonly<Record<string, InitializerSpec>> = {
  '1 fan-avg uniform': 'glorot-uniform',
  '1 fan-avg normal': 'glorot-normal',
  '2 fan-in uniform': 'he-uniform',
  '2 fan-in normal': 'he-normal',
  '1 fan-in uniform': 'lecun-uniform',
  '1 fan-in normal': 'lecun-normal',
  [`${1 / 3} fan-in uniform`]: 'pytorch-default',
};

export function initializer(value: Json, label: string): InitializerSpec {
  const { class_name: className, config = {} } = (typeof value === 'string' ? { class_name: value } : value) as {
    class_name: string;
    config?: Record<string, Json>;
  };
  const named = `${label}, its initialiser ${className}`;
  checkIsOwn(value as Config, className, named);
  const strict = strictConfig(config, named);
  const spec = readInitializer(className, strict.config, label);
  strict.finish();
  return spec;
}

/** tf.layers writes camel case, and `normal` for what Keras names `truncated_normal`. */
function varianceScaling(config: Config, label: string): InitializerSpec {
  const scale = Number(config['scale'] ?? 1);
  const mode = kebab(config['mode'] ?? 'fan_in');
  const stated = kebab(config['distribution'] ?? 'truncated_normal');
  const distribution = stated === 'normal' ? 'truncated-normal' : stated;
  const isKnown = scale > 0 && MODES.has(mode) && DISTRIBUTIONS.has(distribution);
  if (!isKnown) throw unsupported(label, `its initialiser VarianceScaling ${JSON.stringify(config)} cannot be read`);
  const named = VARIANCE_SCALING[`${scale} ${mode} ${distribution.replace(/^truncated-/, '')}`];
  return named ?? ({ kind: 'variance-scaling', scale, mode, distribution } as InitializerSpec);
}

const MODES: ReadonlySet<string> = new Set(['fan-in', 'fan-out', 'fan-avg']);
const DISTRIBUTIONS: ReadonlySet<string> = new Set(['truncated-normal', 'untruncated-normal', 'uniform']);
const kebab = (value: Json): string =>
  String(value)
    .replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replaceAll('_', '-');

function readInitializer(className: string, config: Config, label: string): InitializerSpec {
  const plain = className.replaceAll('_', '').toLowerCase();
  switch (plain) {
    case 'variancescaling':
      return varianceScaling(config, label);
    case 'constant':
      return { kind: 'constant', value: Number(config['value'] ?? 0) };
    case 'randomuniform':
      return {
        kind: 'random-uniform',
        minimum: Number(config['minval'] ?? -0.05),
        maximum: Number(config['maxval'] ?? 0.05),
      };
    case 'truncatednormal':
      return {
        kind: 'truncated-normal',
        mean: Number(config['mean'] ?? 0),
        standardDeviation: Number(config['stddev'] ?? 0.05),
      };
    case 'orthogonal': {
      const gain = Number(config['gain'] ?? 1);
      return gain === 1 ? 'orthogonal' : { kind: 'orthogonal', gain };
    }
    case 'randomnormal':
      return {
        kind: 'random-normal',
        mean: Number(config['mean'] ?? 0),
        standardDeviation: Number(config['stddev'] ?? 0.05),
      };
  }
  const named = initializers.names.find((kind) => initializers.definitionOf(kind).kerasClass?.toLowerCase() === plain);
  if (named !== undefined && (config['gain'] ?? 1) === 1) return named as InitializerSpec;
  throw unsupported(label, `its initialiser ${className} ${JSON.stringify(config)} cannot be read`);
}

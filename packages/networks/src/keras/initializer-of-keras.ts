import { SelvedgeError } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import type { InitializerSpec } from '../declaration/layer-spec.js';
import { initializers } from '../initializers/initializers.js';
import type { InitializerParams } from '../specs.generated.js';
import type { KerasReader } from './tf-layers.js';

/** What is filled, and who will read about it. */
interface Filled {
  /** The layer, for errors. */
  readonly name: string;
  /** Axes of the tensor as Keras has it. */
  readonly rank: number;
  readonly reader: KerasReader;
}

/**
 * An initializer in Keras's words.
 *
 * @throws SelvedgeError `unsupported` for tensors that Keras's initializer of that name refuses to fill
 */
export function initializerOf(spec: InitializerSpec, { name, rank, reader }: Filled): Json {
  const params = initializers.checked(spec) as InitializerParams;
  switch (params.kind) {
    case 'constant':
      return { class_name: 'Constant', config: { value: params.value } };
    case 'random-uniform':
      return { class_name: 'RandomUniform', config: { minval: params.minimum, maxval: params.maximum } };
    case 'random-normal':
      return { class_name: 'RandomNormal', config: { mean: params.mean, stddev: params.standardDeviation } };
    case 'truncated-normal':
      return { class_name: 'TruncatedNormal', config: { mean: params.mean, stddev: params.standardDeviation } };
    case 'variance-scaling': {
      const { scale, mode, distribution } = params;
      if (reader === 'tf.layers' && distribution === 'untruncated-normal') {
        throw new SelvedgeError(
          'unsupported',
          `layer '${name}': tf.layers has no untruncated normal distribution for VarianceScaling; write a .keras file, or use another initializer.`,
        );
      }
      return {
        class_name: 'VarianceScaling',
        config: { scale, mode: mode.replace('-', '_'), distribution: distribution.replace('-', '_'), seed: null },
      };
    }
    case 'pytorch-default':
      return {
        class_name: 'VarianceScaling',
        config: { scale: 1 / 3, mode: 'fan_in', distribution: 'uniform', seed: null },
      };
    case 'dirac':
    case 'whitening':
      // Keras has neither, and loads no file that names them. The weights beside it are what it would fill.
      return { class_name: 'GlorotUniform', config: {} };
    case 'identity':
      if (rank !== 2) throw unfilled(name, params.kind, rank);
      break;
    case 'orthogonal':
      if (rank < 2) throw unfilled(name, params.kind, rank);
      return { class_name: 'Orthogonal', config: { gain: params.gain } };
  }
  const className = initializers.definitionOf(params.kind).kerasClass ?? params.kind;
  return { class_name: reader === 'keras' ? className : className.replace('Lecun', 'LeCun'), config: {} };
}

const unfilled = (name: string, kind: string, rank: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `exportKeras: layer '${name}': Keras's initializer '${kind}' fills no tensor of ${rank} ${rank === 1 ? 'axis' : 'axes'}; use another initializer before exporting.`,
  );

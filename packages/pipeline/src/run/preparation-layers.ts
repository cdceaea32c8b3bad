import { type FittedTransform, type SavedState, SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { LayerSpec } from '@selvedge/networks';

/** Fitted preparation as layers that are not trained. */
export interface PreparationLayers {
  readonly layers: readonly LayerSpec[];
  /** By slot name. */
  readonly weights: Readonly<Record<string, Float32Array>>;
  /** Of one row before the preparation; undefined where there is none. */
  readonly inputShape?: readonly number[];
}

/**
 * What preparation computes, as layers: a network that is exported with them takes rows as they were.
 *
 * @throws SelvedgeError `unsupported` naming the transform that no layer computes
 */
export function preparationLayers(fitted: readonly FittedTransform[]): PreparationLayers {
  const parts = fitted.map((transform, at) => layersOf(transform.kind, transform.save(), `preparation_${at}`));
  return {
    layers: parts.flatMap(({ layers }) => layers),
    weights: Object.assign({}, ...parts.map(({ weights }) => weights)),
    ...(parts[0]?.inputShape && { inputShape: parts[0].inputShape }),
  };
}

function layersOf(kind: string, { format, config, tensors }: SavedState, name: string): PreparationLayers {
  const numbers = (tensor: string): ArrayLike<number> => tensors[tensor]?.values ?? [];
  const shape = (config['shape'] ?? config['from']) as readonly number[];
  switch (format) {
    case 'selvedge.transform.affine': {
      const columns = numbersIn(shape);
      const each = (tensor: string): Float64Array => {
        const given = numbers(tensor);
        return Float64Array.from({ length: columns }, (_, at) => given[given.length === 1 ? 0 : at] ?? 0);
      };
      const [factors, offsets, centres] = [each('factors'), each('offsets'), each('centres')];
      if (isOne(factors) && isOne(offsets) && isOne(centres)) {
        const offset = offsets[0] - centres[0] * factors[0];
        return { layers: [{ kind: 'rescaling', scale: factors[0], offset, name }], weights: {}, inputShape: shape };
      }
      return perColumn(name, shape, { factors, offsets, centres });
    }
    case 'selvedge.transform.pca': {
      const [columns, components] = [numbersIn(shape), numbers('variances').length];
      const directions = numbers('directions');
      const kernel = Float32Array.from(
        { length: columns * components },
        (_, at) => directions[(at % components) * columns + Math.floor(at / components)],
      );
      const centred = perColumn(name, shape, {
        factors: new Float64Array(columns).fill(1),
        offsets: new Float64Array(columns),
        centres: Float64Array.from(numbers('mean')),
      });
      const projection = { kind: 'dense', units: components, useBias: false, trainable: false } as const;
      return {
        layers: [...centred.layers.slice(0, 2), { ...projection, name: `${name}_projection` }],
        weights: { ...centred.weights, [`${name}_projection/kernel`]: kernel },
        inputShape: shape,
      };
    }
    case 'selvedge.transform.reshape': {
      const target = config['to'] as readonly number[];
      return { layers: [{ kind: 'reshape', targetShape: target, name }], weights: {}, inputShape: shape };
    }
    default:
      throw new SelvedgeError(
        'unsupported',
        `export: the model's preparation '${kind}' has no layer; affine scaling, pca, reshape and flatten have.`,
      );
  }
}

const isOne = (values: Float64Array): boolean => values.every((value) => value === values[0]);

/** Keras's default, which the variance of 1 - epsilon cancels. */
const EPSILON = 1e-3;

/** (x - centre) * factor + offset for each number of a row, as batch normalization that is not trained. */
function perColumn(
  name: string,
  shape: readonly number[],
  { factors, offsets, centres }: Readonly<Record<'factors' | 'offsets' | 'centres', Float64Array>>,
): PreparationLayers {
  const columns = numbersIn(shape);
  const slot = `${name}_scaling`;
  return {
    layers: [
      { kind: 'flatten', name: `${name}_flat` },
      { kind: 'batch-normalization', epsilon: EPSILON, trainable: false, name: slot },
      { kind: 'reshape', targetShape: shape, name },
    ],
    weights: {
      [`${slot}/gamma`]: Float32Array.from(factors),
      [`${slot}/beta`]: Float32Array.from(offsets),
      [`${slot}/moving-mean`]: Float32Array.from(centres),
      [`${slot}/moving-variance`]: new Float32Array(columns).fill(1 - EPSILON),
    },
    inputShape: shape,
  };
}

import type { Rng } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import type { Columns } from './random-rows.js';

/** A transform beside its twin in scikit-learn, with parameters drawn for both. */
export interface TransformFamily {
  readonly kind:
    | 'standardize'
    | 'min-max'
    | 'robust-scale'
    | 'pca'
    | 'impute'
    | 'quantile-bins'
    | 'ordinal'
    | 'one-hot';
  readonly columns: readonly Columns[];
  /** Share of the numbers that are missing; default 0. */
  readonly missing?: number;
  /** Whether rows to transform have the numbers of the training rows alone; default false. */
  readonly known?: boolean;
  readonly draw: (rng: Rng, rows: number, columns: number) => DrawnTransforms;
}

/** The same transform in both languages. */
export interface DrawnTransforms {
  readonly spec: { readonly [name: string]: Json };
  readonly params: { readonly [name: string]: Json };
}

const EVERY = ['normal', 'grid', 'constant', 'near-constant', 'far', 'huge', 'tiny'] as const;
const NOTHING: DrawnTransforms = { spec: {}, params: {} };
const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.int(list.length)];

export const TRANSFORM_FAMILIES: readonly TransformFamily[] = [
  { kind: 'standardize', columns: EVERY, draw: () => NOTHING },
  { kind: 'min-max', columns: EVERY, draw: () => NOTHING },
  {
    kind: 'robust-scale',
    columns: EVERY,
    draw: (rng) => {
      const [low, high] = pick(rng, [[0.25, 0.75], [0.1, 0.9], [0, 1], [0.05, 0.6]]); // biome-ignore format: pairs
      return { spec: { quantiles: [low, high] }, params: { quantile_range: [100 * low, 100 * high] } };
    },
  },
  {
    kind: 'pca',
    columns: ['normal', 'grid', 'constant', 'far'],
    draw: (rng, rows, columns) => {
      const components = 1 + rng.int(Math.min(rows, columns));
      return { spec: { components }, params: { n_components: components, svd_solver: 'full' } };
    },
  },
  {
    kind: 'impute',
    columns: EVERY,
    missing: 0.2,
    draw: (rng) => {
      const strategy = pick(rng, ['mean', 'median', 'most-frequent', 'constant']);
      const indicator = rng.int(2) === 1;
      return {
        spec: { strategy, value: 7, indicator },
        params: { strategy: strategy.replace('-', '_'), fill_value: 7, add_indicator: indicator },
      };
    },
  },
  {
    kind: 'quantile-bins',
    columns: ['normal', 'grid', 'constant', 'far', 'huge'],
    draw: (rng) => {
      const bins = 2 + rng.int(7);
      return { spec: { bins }, params: { n_bins: bins, encode: 'ordinal', strategy: 'quantile' } };
    },
  },
  { kind: 'ordinal', columns: ['grid', 'constant', 'normal', 'far'], known: true, draw: () => NOTHING },
  {
    kind: 'one-hot',
    columns: ['grid', 'constant'],
    draw: () => ({ spec: { unknown: 'ignore' }, params: { handle_unknown: 'ignore', sparse_output: false } }),
  },
];

import type { Json } from '@selvedge/data/types';

/** Values to try, in this order, or a range to draw from. */
export type Draw =
  | readonly Json[]
  /** Real numbers of [low, high]. */
  | { readonly uniform: readonly [number, number] }
  /** Real numbers of [low, high], each factor of ten as likely; low > 0. */
  | { readonly logUniform: readonly [number, number] }
  /** Whole numbers of [low, high], both included. */
  | { readonly integer: readonly [number, number] };

/** Every combination of the values. */
export interface GridSpec {
  readonly kind: 'grid';
  readonly over: Readonly<Record<string, readonly Json[]>>;
}

/** Each field alone, the others as they are. */
export interface OneAtATimeSpec {
  readonly kind: 'one-at-a-time';
  readonly over: Readonly<Record<string, readonly Json[]>>;
  /** Afterwards try the best value of each field together. Default true. */
  readonly combine?: boolean;
}

/** So many draws, no two alike. */
export interface RandomSpec {
  readonly kind: 'random';
  readonly over: Readonly<Record<string, Draw>>;
  readonly samples: number;
}

/** So many draws with a small resource, the best of them with more of it, and so on. */
export interface HalvingSpec {
  readonly kind: 'successive-halving';
  readonly over: Readonly<Record<string, Draw>>;
  readonly samples: number;
  /** The field that grows from rung to rung. */
  readonly resource: string;
  /** Its value on the first rung. */
  readonly from: number;
  /** Its value on the last rung. */
  readonly to: number;
  /** The best 1/factor of a rung go on, with factor times the resource. Default 3. */
  readonly factor?: number;
}

/** Limits of a search that goes on as results come in. */
export interface Budget {
  /** Trials that are begun at most. */
  readonly maxTrials: number;
  /** Seconds after which no further trial begins. Default no limit. What is tried then depends on the machine. */
  readonly maxTime?: number;
  /** Trials side by side: what is tried next goes by the scores of all but the youngest `parallel` - 1. Default 1. */
  readonly parallel?: number;
}

/** Draws that go by the results so far (tree-structured Parzen estimator). */
export interface TpeSpec extends Budget {
  readonly kind: 'tpe';
  readonly over: Readonly<Record<string, Draw>>;
  /** Random draws before the first that goes by results. Default 10. */
  readonly startupTrials?: number;
}

/** Draws with a small resource, of which the best 1/reductionFactor so far go on at once (asynchronous successive halving). */
export interface AshaSpec extends Budget {
  readonly kind: 'asha';
  readonly over: Readonly<Record<string, Draw>>;
  /** The field that grows from rung to rung. */
  readonly resource: string;
  /** Its value on the first rung. Default 1. */
  readonly minResource?: number;
  /** Its value on the last rung. */
  readonly maxResource: number;
  /** The best 1/reductionFactor of a rung go on, with reductionFactor times the resource. Default 3. */
  readonly reductionFactor?: number;
}

/** How trials are found. Plain JSON; the `sweep` of a pipeline file is one. */
export type SearchSpec = GridSpec | OneAtATimeSpec | RandomSpec | HalvingSpec | TpeSpec | AshaSpec;

/** Whether what is tried depends on the scores of what was tried before. */
export const goesByScores = ({ kind }: Pick<SearchSpec, 'kind'>): boolean =>
  kind === 'successive-halving' || kind === 'tpe' || kind === 'asha';

/** Values of fields, by name. */
export type Values = Readonly<Record<string, Json>>;

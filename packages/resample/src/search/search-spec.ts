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

/** How trials are found. Plain JSON; the `sweep` of a pipeline file is one. */
export type SearchSpec = GridSpec | OneAtATimeSpec | RandomSpec | HalvingSpec;

/** Values of fields, by name. */
export type Values = Readonly<Record<string, Json>>;

// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { FiniteOptions } from './check-rows.js';
export type { ColumnMoments } from './column-moments.js';
export type { RngState } from './rng.js';

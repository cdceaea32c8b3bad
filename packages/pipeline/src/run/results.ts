import type { Json } from '@selvedge/data/types';
import type { Evaluation, ModelComparison, RobustnessTable } from '@selvedge/evaluate/types';
import type { ReportedSpec } from '../spec/evaluate-schema.js';
import type { Importances } from '../steps/fit.js';
import type { ColumnImportances } from '../steps/permutation-importance.js';
import type { Unfinished } from '../steps/unfinished.js';
import type { CrossValidationResult } from './cross-validate-entry.js';
import type { LearningCurveResult } from './learning-curve.js';
import type { TrialResult } from './search-trials.js';

/** Scores of one part of the rows. Plain JSON. */
export interface PartResult {
  readonly rows: number;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly evaluation: Evaluation;
  readonly predictSeconds: number;
  /** Of labels and probabilities, bit for bit. */
  readonly digest: string;
  /** Which test rows these are; runs of earlier releases do not say. */
  readonly scoredOn?: ScoredRows;
}

/** What tells test rows from others that have the same labels. Plain JSON. */
export interface ScoredRows {
  /** Digest of what a model is given of them. */
  readonly features: string;
  /** Digest of where they lie in their source, whatever columns are read. */
  readonly origin: string;
}

/** One row of the table. Plain JSON. */
export interface ModelResult {
  readonly name: string;
  readonly note?: string;
  readonly kind: string;
  readonly model: Json;
  readonly preprocess: Json;
  readonly trainRows: number;
  readonly fitSeconds: number;
  readonly history: Json;
  /** Of trees, forests and boosting on images. */
  readonly importances?: Importances;
  /** Only where the fit stopped before it converged. */
  readonly unfinished?: Unfinished;
  readonly parts: Readonly<Partial<Record<'train' | 'validation' | 'test', PartResult>>>;
  readonly crossValidation?: CrossValidationResult;
  readonly learningCurve?: LearningCurveResult;
  /** On corrupted copies of the rows of its primary split. */
  readonly robustness?: RobustnessTable;
  /** Of the columns of the data, on the rows of its primary split. */
  readonly permutationImportance?: ColumnImportances;
  readonly sweep?: {
    readonly kind: string;
    readonly metric: string;
    readonly points: readonly TrialResult[];
    readonly chosen: string;
  };
  readonly reported?: ReportedSpec;
}

/** What a run found. Plain JSON: `results.json`. */
export interface RunResults {
  readonly format: 1;
  readonly name: string;
  readonly data: {
    readonly name: string;
    readonly found: string;
    readonly generated: boolean;
    readonly wanted: string;
  };
  readonly models: readonly ModelResult[];
  /** On the test rows, where two or more models were scored on the same ones. */
  readonly comparison?: ModelComparison;
  /** Of everything that a repetition must give again bit for bit: predictions and metrics, not times. */
  readonly digest: string;
}

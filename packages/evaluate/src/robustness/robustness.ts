import {
  type FittedClassifier,
  type Labels,
  type OnProgress,
  predictedLabels,
  SelvedgeError,
  type ShapedRows,
} from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { shown, throwIfAborted } from '@selvedge/data/checks';
import { accuracy } from '../metrics/accuracy.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import type { Proportion } from '../uncertainty/interval.js';

/** One way to spoil images, at one strength. */
export interface CorruptionChoice {
  readonly kind: string;
  /** 1 (mild) to 5 (strong), or whatever the corruption function takes. */
  readonly severity: number;
  readonly seed: number;
}

/** Spoils rows; returns new ones and leaves its argument alone. `corrupt` of `@selvedge/preprocess` is one. */
export type Corrupt = (rows: ShapedRows, choice: CorruptionChoice) => ShapedRows;

/** Accuracy of one model on one kind and severity. Plain JSON. */
export interface RobustnessCell {
  readonly model: string;
  readonly kind: string;
  readonly severity: number;
  readonly accuracy: Proportion;
}

/** Accuracy against corruption and severity, for several models. Plain JSON. */
export interface RobustnessTable {
  readonly kinds: readonly string[];
  readonly severities: readonly number[];
  /** Accuracy on the rows as they are. */
  readonly clean: readonly { readonly model: string; readonly accuracy: Proportion }[];
  /** By model, kind, severity, in this order. */
  readonly cells: readonly RobustnessCell[];
}

/** What to measure. */
export interface RobustnessOptions {
  readonly kinds: readonly string[];
  /** Default 1 to 5. */
  readonly severities?: readonly number[];
  readonly corrupt: Corrupt;
  /** Default 0. Every model sees the same corrupted images. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** For the predictions. */
  readonly threads?: number;
}

const OPTIONS: readonly (keyof RobustnessOptions)[] = [
  'kinds',
  'severities',
  'corrupt',
  'seed',
  'signal',
  'onProgress',
  'threads',
];

/**
 * Scores models on corrupted copies of the same rows.
 *
 * @param models - by name
 * @param rows - images with their shape
 * @param labels - one per row
 * @throws SelvedgeError `invalid-argument` without models, kinds or severities; `shape-mismatch`; those of `corrupt`
 * @see Hendrycks & Dietterich, Benchmarking neural network robustness to common corruptions and perturbations, ICLR 2019
 */
export async function robustness(
  models: Readonly<Record<string, FittedClassifier>>,
  rows: ShapedRows,
  labels: Labels,
  options: RobustnessOptions,
): Promise<RobustnessTable> {
  checkMetricOptions('robustness', options, OPTIONS);
  const { kinds, severities = [1, 2, 3, 4, 5], corrupt, seed = 0, signal, onProgress, threads } = options;
  const predicting = { ...(signal && { signal }), ...(threads !== undefined && { threads }) };
  const named = Object.entries(models);
  if (named.length === 0 || kinds.length === 0 || severities.length === 0) {
    throw nothingToDo(named.length, kinds.length, severities.length);
  }
  const score = async (model: FittedClassifier, corrupted: ShapedRows): Promise<Proportion> =>
    accuracy(labels, predictedLabels(model, await model.predictProba(corrupted.features, predicting)));

  const clean: { model: string; accuracy: Proportion }[] = [];
  for (const [name, model] of named) clean.push({ model: name, accuracy: await score(model, rows) });

  const cells: RobustnessCell[] = [];
  const total = kinds.length * severities.length;
  let done = 0;
  for (const kind of kinds) {
    for (const severity of severities) {
      throwIfAborted(signal, 'robustness');
      // Made once and seen by all models, then dropped: one corrupted copy in memory at a time.
      const corrupted = corrupt(rows, { kind, severity, seed });
      for (const [name, model] of named) {
        cells.push({ model: name, kind, severity, accuracy: await score(model, corrupted) });
      }
      onProgress?.({ step: `${kind} ${severity}`, done: ++done, total });
    }
  }
  const place = new Map(named.map(([name], at) => [name, at]));
  cells.sort((a, b) => (place.get(a.model) ?? 0) - (place.get(b.model) ?? 0)); // stable: kinds and severities keep theirs
  return { kinds, severities, clean, cells };
}

/** Corruption errors of a model, as shares of those of a baseline. Plain JSON. */
export interface CorruptionError {
  readonly model: string;
  readonly baseline: string;
  /** Per kind: the model's summed error over the baseline's; null where the baseline makes none. */
  readonly byKind: readonly {
    readonly kind: string;
    readonly error: number | null;
    readonly relative: number | null;
  }[];
  /** Mean corruption error: below 1 is more robust than the baseline. Over the kinds that have a value. */
  readonly mce: number | null;
  /** The same for the rise of the error above that on clean rows: how much corruption costs, whatever the start. */
  readonly relativeMce: number | null;
}

/**
 * Mean corruption error (mCE) and relative mCE of every model.
 *
 * @param baseline - the name of the model that scores 1
 * @throws SelvedgeError `not-found` when the table has no such model
 */
export function corruptionErrors(table: RobustnessTable, baseline: string): CorruptionError[] {
  if (!Array.isArray(table?.clean) || !Array.isArray(table.cells)) throw noTable(table);
  if (!table.clean.some(({ model }) => model === baseline)) throw noBaseline(baseline, table);
  const cleanError = (model: string): number =>
    1 - (table.clean.find((entry) => entry.model === model)?.accuracy.value ?? Number.NaN);
  const errors = (model: string, kind: string): number[] =>
    table.cells.filter((cell) => cell.model === model && cell.kind === kind).map((cell) => 1 - cell.accuracy.value);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

  return table.clean.map(({ model }) => {
    const byKind = table.kinds.map((kind) => {
      const [own, base] = [errors(model, kind), errors(baseline, kind)];
      const rise = sum(own.map((error) => error - cleanError(model)));
      const baseRise = sum(base.map((error) => error - cleanError(baseline)));
      return { kind, error: ratio(sum(own), sum(base)), relative: baseRise > 0 ? ratio(rise, baseRise) : null };
    });
    return {
      model,
      baseline,
      byKind,
      mce: meanOf(byKind.map(({ error }) => error)),
      relativeMce: meanOf(byKind.map(({ relative }) => relative)),
    };
  });
}

const ratio = (above: number, below: number): number | null => (below === 0 ? null : above / below);

function meanOf(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : mean(defined);
}

const nothingToDo = (models: number, kinds: number, severities: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `robustness: got ${models} models, ${kinds} kinds and ${severities} severities; need at least one of each.`,
  );

const noBaseline = (baseline: string, table: RobustnessTable): SelvedgeError =>
  new SelvedgeError(
    'not-found',
    `corruptionErrors: no model '${baseline}' in the table; it has ${table.clean.map(({ model }) => model).join(', ')}.`,
  );

const noTable = (given: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `corruptionErrors: got ${shown(given)}; need the table of robustness(). Write corruptionErrors(await robustness(models, rows, labels, options), 'name').`,
  );

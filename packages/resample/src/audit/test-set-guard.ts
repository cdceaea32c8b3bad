import {
  argmaxRows,
  checkLabels,
  type FittedClassifier,
  type LabelledRows,
  type Labels,
  type Matrix,
  type PredictOptions,
  SelvedgeError,
} from '@selvedge/data';
import type { Predictions } from '@selvedge/evaluate';
import { type Evaluation, evaluatePredictions } from '@selvedge/evaluate';

/** One look at the test labels. Plain JSON. */
export interface VaultOpening {
  /** 1 for the first look at this test set. */
  readonly number: number;
  readonly model: string;
  /** How many times this model has been scored, this time included. */
  readonly timesForModel: number;
  readonly rows: number;
  readonly accuracy: number;
}

/** How a test set was used, for the report. Plain JSON. */
export interface VaultRecord {
  readonly name: string;
  readonly rows: number;
  readonly openings: readonly VaultOpening[];
  /** Models that were scored more than once: their last figures are not a first look any more. */
  readonly scoredAgain: readonly string[];
  /** The record in plain words. */
  readonly sentence: string;
}

/** What an opening brings. */
export interface TestScore {
  readonly opening: VaultOpening;
  readonly evaluation: Evaluation;
  /** Labels and predictions of every test row, for error analysis after the fact. */
  readonly predictions: Predictions;
}

/**
 * Test rows whose labels nobody can see but by scoring a finished model; every look is counted.
 *
 * Features are open (one may look at what will be predicted), labels are a private field: they are in no property, no
 * JSON and no log until `score` returns. So a choice made on test labels leaves a trace in the report.
 */
export class TestVault {
  readonly name: string;
  readonly features: Matrix;
  readonly classes: readonly string[];
  readonly #labels: Labels;
  readonly #openings: VaultOpening[] = [];

  /**
   * @param name - of the split, for the record: `fashion-mnist test`
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: labels and rows disagree
   */
  constructor(name: string, test: LabelledRows) {
    checkLabels(name, test);
    this.name = name;
    this.features = test.features;
    this.classes = test.classes;
    this.#labels = test.labels.slice(); // a copy: the caller's array is not the vault's
  }

  get rows(): number {
    return this.#labels.length;
  }

  /**
   * Scores a fitted model on the test rows and counts the look.
   *
   * @param model - its name in the record
   * @throws SelvedgeError `invalid-argument` when the model knows other classes; those of the model's `predictProba`
   */
  async score(model: string, fitted: FittedClassifier, options: PredictOptions = {}): Promise<TestScore> {
    if (fitted.classes.join('\n') !== this.classes.join('\n')) throw otherClasses(model, this.name);
    const probabilities = await fitted.predictProba(this.features, options);
    return this.scorePredictions(model, argmaxRows(probabilities), probabilities);
  }

  /**
   * Scores predictions that were made elsewhere (another process, a saved run) and counts the look.
   *
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: see `evaluatePredictions`
   */
  scorePredictions(model: string, predicted: Labels, probabilities?: Matrix): TestScore {
    const predictions: Predictions = {
      truth: this.#labels.slice(),
      predicted,
      classes: this.classes,
      ...(probabilities ? { probabilities } : {}),
    };
    const evaluation = evaluatePredictions(predictions);
    const opening: VaultOpening = {
      number: this.#openings.length + 1,
      model,
      timesForModel: this.#openings.filter((earlier) => earlier.model === model).length + 1,
      rows: this.rows,
      accuracy: evaluation.report.accuracy.value,
    };
    this.#openings.push(opening);
    return { opening, evaluation, predictions };
  }

  /** How the test set was used so far. */
  record(): VaultRecord {
    const scoredAgain = [...new Set(this.#openings.filter((o) => o.timesForModel > 1).map((o) => o.model))];
    const models = new Set(this.#openings.map((opening) => opening.model)).size;
    return {
      name: this.name,
      rows: this.rows,
      openings: [...this.#openings],
      scoredAgain,
      sentence: sentence(this.name, this.#openings.length, models, scoredAgain),
    };
  }

  /** The record: a vault never serialises its labels. */
  toJSON(): VaultRecord {
    return this.record();
  }
}

function sentence(name: string, openings: number, models: number, again: readonly string[]): string {
  const times = openings === 1 ? 'once' : `${openings} times`;
  if (openings === 0) return `The labels of ${name} have not been looked at.`;
  const start = `The labels of ${name} were looked at ${times}, for ${models} ${models === 1 ? 'model' : 'models'}`;
  return again.length === 0
    ? `${start}, each scored once.`
    : `${start}; scored more than once: ${again.join(', ')}. Figures after a first look are optimistic if anything was chosen by it.`;
}

const otherClasses = (model: string, vault: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${vault}: '${model}' was fitted with other classes, or in another order; fit it on rows with the classes of the test set.`,
  );

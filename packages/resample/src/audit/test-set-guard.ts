import {
  argmaxRows,
  type FittedClassifier,
  type LabelledRows,
  type Labels,
  type Matrix,
  type PredictOptions,
  SelvedgeError,
} from '@selvedge/data';
import { checkLabels, shown } from '@selvedge/data/checks';
import { evaluatePredictions, type Predictions } from '@selvedge/evaluate';
import type { Evaluation } from '@selvedge/evaluate/types';
import { type TestSetAccess, TestSetRecord } from './test-set-record.js';

/** What a look at the test rows brings. */
export interface TestScore {
  readonly evaluation: Evaluation;
  /** Labels and predictions of every test row, for error analysis after the fact. */
  readonly predictions: Predictions;
}

/**
 * Test rows whose labels are seen only on request, and every request is counted: a choice made on test labels leaves a
 * trace in the record.
 *
 * Features are open (one may look at what will be predicted). Labels are a private field: they are in no property, no
 * JSON and no log.
 */
export class TestSetGuard {
  readonly name: string;
  readonly features: Matrix;
  readonly classes: readonly string[];
  /** Every access so far. Several guards of one test set, such as those of one run, may share a record. */
  readonly record: TestSetRecord;
  readonly #labels: Labels;

  /**
   * @param name - for the record: `fashion-mnist test`
   * @param record - default: a new one
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: labels and rows disagree
   */
  constructor(name: string, test: LabelledRows, record: TestSetRecord = new TestSetRecord(name, test.labels.length)) {
    checkLabels(name, test);
    if (!(record instanceof TestSetRecord)) throw noRecord(name, record);
    this.name = name;
    this.features = test.features;
    this.classes = test.classes;
    this.record = record;
    this.#labels = test.labels.slice(); // a copy: the caller's array is not the guard's
  }

  get rows(): number {
    return this.#labels.length;
  }

  /** Counts an access and returns a copy of the labels. */
  open(access: TestSetAccess): Labels {
    this.record.add(access);
    return this.#labels.slice();
  }

  /**
   * A copy of the labels for an access that has been counted before, where scores are computed later than they are asked
   * for, or not at all because they are cached.
   *
   * @throws SelvedgeError `invalid-argument` for an access that nobody has counted
   */
  labelsFor(access: TestSetAccess): Labels {
    if (!this.record.includes(access)) throw notCounted(this.name, access);
    return this.#labels.slice();
  }

  /**
   * Scores a fitted model on the test rows and counts the access.
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
   * Scores predictions that were made elsewhere (another process, a saved run) and counts the access.
   *
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: see `evaluatePredictions`
   */
  scorePredictions(model: string, predicted: Labels, probabilities?: Matrix): TestScore {
    const truth = this.#labels.slice();
    const predictions = { truth, predicted, classes: this.classes, ...(probabilities ? { probabilities } : {}) };
    const evaluation = evaluatePredictions(predictions);
    this.record.add({ model, purpose: 'score' });
    return { evaluation, predictions };
  }

  /** The record: a guard never serialises its labels. */
  toJSON(): unknown {
    return this.record.toJSON();
  }
}

const notCounted = (name: string, { model, purpose }: TestSetAccess): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${name}: the test labels were read for '${model}' (${purpose}) without being counted. Models are chosen on validation rows; open the test labels once, at the end.`,
  );

const otherClasses = (model: string, guard: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${guard}: '${model}' was fitted with other classes, or in another order; fit it on rows with the classes of the test set.`,
  );

const noRecord = (name: string, given: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `TestSetGuard '${name}': its record is ${shown(given)}; leave it out, or write new TestSetRecord(name, rows).`,
  );

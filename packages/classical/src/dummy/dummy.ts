import { checkedParams, type Definition, defineParams, type SpecOf } from '@selvedge/component';
import {
  argmaxRows,
  type Classifier,
  checkPredictionRows,
  checkTrainingRows,
  countByClass,
  type FitOptions,
  type FittedClassifier,
  type LabelledRows,
  type Labels,
  type Matrix,
  matrix,
  type PredictOptions,
  type SavedState,
  shareOfEqual,
  throwIfAborted,
} from '@selvedge/data';
import { z } from 'zod';
import { readConfig, readTensor, writeConfig } from '../saved-config.js';
import type { DummyParams } from '../specs.generated.js';

const KIND = 'dummy';
const VERSION = 1;

export const dummyDefinition: Definition<SpecOf<typeof KIND, DummyParams>> = defineParams({
  kind: KIND,
  description: 'The most frequent class, whatever the rows hold: what every model must beat.',
  fields: {
    strategy: z
      .enum(['majority', 'prior'])
      .default('majority')
      .describe('Probabilities: all on the most frequent class, or the shares of the classes.'),
  },
});

/** Predicts the most frequent class (the lowest number on a tie) whatever it sees: what every model must beat. */
export class Dummy implements Classifier<DummyParams> {
  readonly kind: typeof KIND = KIND;
  readonly params: DummyParams;

  /** @throws SelvedgeError `invalid-argument` for an unknown strategy */
  constructor(params: Partial<DummyParams> = {}) {
    this.params = checkedParams(dummyDefinition, params);
  }

  clone(changes: Partial<DummyParams> = {}): Dummy {
    return new Dummy({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, { signal }: FitOptions = {}): Promise<FittedDummy> {
    throwIfAborted(signal, `fit ${KIND}`);
    checkTrainingRows(KIND, train);
    const counts = countByClass(train.labels, train.classes.length);
    return new FittedDummy(this.params, [...train.classes], train.features.columns, counts);
  }
}

/** A fitted `Dummy`. */
export class FittedDummy implements FittedClassifier<DummyParams> {
  readonly kind: typeof KIND = KIND;
  readonly params: DummyParams;
  readonly classes: readonly string[];
  readonly columns: number;
  readonly #counts: Uint32Array;

  constructor(params: DummyParams, classes: readonly string[], columns: number, counts: Uint32Array) {
    this.params = params;
    this.classes = classes;
    this.columns = columns;
    this.#counts = counts;
  }

  async predict(features: Matrix, options?: PredictOptions): Promise<Labels> {
    return argmaxRows(await this.predictProba(features, options));
  }

  async predictProba(features: Matrix, { signal }: PredictOptions = {}): Promise<Matrix<Float32Array>> {
    throwIfAborted(signal, `predict with ${KIND}`);
    checkPredictionRows(KIND, features, this.columns);
    const total = this.#counts.reduce((sum, count) => sum + count, 0);
    const majority = this.#counts.indexOf(Math.max(...this.#counts));
    const shares = Float32Array.from(this.#counts, (count, label) =>
      this.params.strategy === 'prior' ? count / total : Number(label === majority),
    );
    const values = new Float32Array(features.rows * shares.length);
    for (let row = 0; row < features.rows; row++) values.set(shares, row * shares.length);
    return matrix(values, features.rows, shares.length);
  }

  async score(rows: LabelledRows, options?: PredictOptions): Promise<number> {
    return shareOfEqual(rows.labels, await this.predict(rows.features, options));
  }

  save(): SavedState {
    return {
      format: `selvedge.${KIND}`,
      version: VERSION,
      config: writeConfig(this),
      tensors: { counts: { values: this.#counts.slice(), shape: [this.classes.length] } },
    };
  }
}

/** Reads what `FittedDummy.save` made. */
export function loadDummy(saved: SavedState): FittedDummy {
  const { params, classes, columns } = readConfig<DummyParams>(saved, KIND, VERSION);
  const { values } = readTensor(saved, 'counts', Uint32Array, [classes.length]);
  return new FittedDummy(new Dummy(params).params, classes, columns, values);
}

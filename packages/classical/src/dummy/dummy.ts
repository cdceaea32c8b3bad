import { type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { formerWords } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import {
  type Classifier,
  type FitOptions,
  type LabelledRows,
  type Matrix,
  matrix,
  type SavedState,
} from '@selvedge/data';
import { answerGuesses, CLASSIFIER_GUESSES, checkFitOptions, formOfRows } from '@selvedge/data/checks';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { readConfig, readForm, readTensor } from '../saved-config.js';
import type { DummyParams } from '../specs.generated.js';
import { weightByClass, weightedRows } from '../weighted-rows.js';

const KIND = 'dummy';
const VERSION = 1;

export const dummyDefinition: Definition<SpecOf<typeof KIND, DummyParams>> = defineParams({
  kind: KIND,
  description: 'The most frequent class, whatever the rows hold: what every model must beat.',
  knownAs: ['DummyClassifier', 'baseline', 'majority', 'most-frequent', 'constant', 'random', 'zero-r'],
  fields: {
    strategy: formerWords(
      z
        .enum(['most-frequent', 'prior'])
        .default('most-frequent')
        .describe('Probabilities: all on the most frequent class, or the shares of the classes.'),
      { majority: 'most-frequent' },
    ),
  },
});

/** Predicts the most frequent class (the lowest number on a tie) whatever it sees: what every model must beat. */
export class Dummy implements Classifier<DummyParams> {
  readonly kind: typeof KIND = KIND;
  readonly params: DummyParams;

  static {
    answerGuesses(Dummy.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for an unknown strategy */
  constructor(params: Partial<DummyParams> = {}) {
    this.params = checkedParams(dummyDefinition, params);
  }

  clone(changes: Partial<DummyParams> = {}): Dummy {
    return new Dummy({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedDummy> {
    checkFitOptions(KIND, train, options);
    const weighted = weightedRows(KIND, train, options.sampleWeight, 'none', { takesMissing: true });
    const sums = weightByClass(weighted);
    const counts = weighted.weights ? sums : Uint32Array.from(sums);
    return new FittedDummy(this.params, [...train.classes], train.features.columns, counts).fittedOn(formOfRows(train));
  }
}

/** Rows of each class; their weight where rows have one. */
type ClassCounts = Uint32Array | Float64Array;

/** A fitted `Dummy`. */
export class FittedDummy extends FittedModel<DummyParams> {
  readonly kind: typeof KIND = KIND;
  readonly #counts: ClassCounts;

  constructor(params: DummyParams, classes: readonly string[], columns: number, counts: ClassCounts) {
    super({ params, classes, columns });
    this.#counts = counts;
  }

  protected override get takesMissing(): boolean {
    return true;
  }

  protected async probabilities(features: Matrix): Promise<Matrix<Float32Array>> {
    const total = sumOf(this.#counts);
    const mostFrequent = this.#counts.indexOf(largestOf(this.#counts));
    const shares = Float32Array.from(this.#counts, (count, label) =>
      this.params.strategy === 'prior' ? count / total : Number(label === mostFrequent),
    );
    const values = new Float32Array(features.rows * shares.length);
    for (let row = 0; row < features.rows; row++) values.set(shares, row * shares.length);
    return matrix(values, features.rows, shares.length);
  }

  protected learned(): LearnedState {
    return {
      version: VERSION,
      tensors: { counts: { values: this.#counts.slice(), shape: [this.classes.length] } },
    };
  }
}

/** Reads what `FittedDummy.save` made. */
export function loadDummy(saved: SavedState): FittedDummy {
  const { params, classes, columns } = readConfig<DummyParams>(saved, dummyDefinition, VERSION);
  const type = saved.tensors['counts']?.values instanceof Float64Array ? Float64Array : Uint32Array;
  const { values } = readTensor<ClassCounts>(saved, 'counts', type, [classes.length]);
  return new FittedDummy(params, classes, columns, values).fittedOn(readForm(saved));
}

function sumOf(counts: ClassCounts): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

function largestOf(counts: ClassCounts): number {
  let largest = 0;
  for (const count of counts) largest = Math.max(largest, count);
  return largest;
}

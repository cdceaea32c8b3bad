import {
  createRng,
  type LabelledRows,
  type Numbers,
  type Rng,
  rowIndices,
  type Seed,
  SelvedgeError,
  selectLabelled,
} from '@selvedge/data';
import {
  checkLabelled,
  type FieldGuesses,
  onlyBooleans,
  onlyFields,
  refuseLabelsApart,
  shown,
} from '@selvedge/data/checks';

/** scikit-learn's words, in camelCase. */
export interface TrainTestSplitOptions {
  /** A share of the rows below 1 (rounded up) or a count of 1 or more; default what `trainSize` leaves, else 0.25. */
  readonly testSize?: number;
  /** A share of the rows below 1 (rounded down) or a count of 1 or more; default what `testSize` leaves. */
  readonly trainSize?: number;
  /** Gives both parts each class in its overall share; default false. True reads the labels of the rows. */
  readonly stratify?: boolean;
  /** Draws rows in random order; default true. False takes training rows from the start and test rows behind them. */
  readonly shuffle?: boolean;
  /** scikit-learn's `random_state`; default 0, so equal calls give equal parts. Rows drawn are not numpy's. */
  readonly seed?: Seed;
}

const WHAT = 'trainTestSplit';

const GUESSES: FieldGuesses = {
  randomState: 'seed: 0',
  testFraction: 'testSize: 0.25',
  trainFraction: 'trainSize: 0.75',
  validationSplit: 'testSize: 0.25',
  stratified: 'stratify: true',
};

/**
 * Divides labelled rows into training and test rows, with the sizes and defaults of scikit-learn's `train_test_split`.
 *
 * @param rows - n rows with their labels
 * @returns disjoint parts in the order drawn; with both sizes given, some rows may be in neither
 * @throws SelvedgeError `invalid-argument` for sizes that leave a part empty or need more rows than there are, for an
 * unknown option, for `stratify` without `shuffle`, and for `stratify` where a class has one row or a part has fewer
 * rows than there are classes
 */
export function trainTestSplit<T extends Numbers>(
  rows: LabelledRows<T>,
  options: TrainTestSplitOptions = {},
): { readonly train: LabelledRows<T>; readonly test: LabelledRows<T> } {
  refuseLabelsApart(WHAT, (line) => `${WHAT}(${line})`, rows, options);
  checkLabelled(WHAT, rows);
  if (typeof options === 'number') throw refused(`got ${options} as options; write { testSize: ${options} }`);
  if (Array.isArray(options.stratify) || ArrayBuffer.isView(options.stratify)) {
    throw refused('stratify reads the labels of the rows; write stratify: true');
  }
  onlyFields(WHAT, options, ['testSize', 'trainSize', 'stratify', 'shuffle', 'seed'], GUESSES);
  onlyBooleans(WHAT, options, ['stratify', 'shuffle']);
  const { stratify = false, shuffle = true, seed = 0 } = options;
  const [train, test] = sizesOf(rows.labels.length, options);
  if (stratify && !shuffle) throw refused('stratify draws rows and needs shuffle; leave out shuffle: false');
  const rng = createRng(seed);
  const order = Uint32Array.from(rows.labels.keys());
  if (shuffle) rng.shuffle(order);
  const parts = stratify
    ? stratified(order, rows.labels, train, test, rng)
    : [order.slice(0, train), order.slice(train, train + test)];
  return { train: selectLabelled(rows, rowIndices(parts[0])), test: selectLabelled(rows, rowIndices(parts[1])) };
}

function sizesOf(rows: number, { testSize, trainSize }: TrainTestSplitOptions): readonly [number, number] {
  const testShare = testSize ?? (trainSize === undefined ? 0.25 : undefined);
  const given = {
    train: trainSize === undefined ? undefined : sizeOf('trainSize', trainSize, rows, Math.floor),
    test: testShare === undefined ? undefined : sizeOf('testSize', testShare, rows, Math.ceil),
  };
  const train = given.train ?? rows - (given.test ?? 0);
  const test = given.test ?? rows - train;
  if (train >= 1 && test >= 1 && train + test <= rows) return [train, test];
  throw refused(
    `${train} training and ${test} test rows of ${rows}; need at least one of each and together at most ${rows}`,
  );
}

function sizeOf(name: string, size: number, rows: number, round: (rows: number) => number): number {
  if (size > 0 && size < 1) return round(size * rows);
  if (Number.isInteger(size) && size >= 1) return size;
  throw refused(
    `${name} is ${shown(size)}; need a share between 0 and 1, for instance 0.25, or a whole number of rows`,
  );
}

function stratified(order: Uint32Array, labels: ArrayLike<number>, train: number, test: number, rng: Rng): number[][] {
  const byClass = new Map<number, number[]>();
  for (const row of order) {
    const found = byClass.get(labels[row]);
    if (found) found.push(row);
    else byClass.set(labels[row], [row]);
  }
  const members = [...byClass.values()];
  const single = members.find((rows) => rows.length < 2);
  if (single !== undefined) {
    throw refused(`class ${labels[single[0]]} has one row (${single[0]}); stratify needs two of each class`);
  }
  if (Math.min(train, test) < members.length) {
    throw refused(`${train} training and ${test} test rows; stratify needs ${members.length} of each, one per class`);
  }
  const counts = members.map((rows) => rows.length);
  const inTrain = quotas(counts, train, rng);
  const inTest = quotas(
    counts.map((count, at) => count - inTrain[at]),
    test,
    rng,
  );
  const parts = [
    members.flatMap((rows, at) => rows.slice(0, inTrain[at])),
    members.flatMap((rows, at) => rows.slice(inTrain[at], inTrain[at] + inTest[at])),
  ];
  for (const part of parts) rng.shuffle(part);
  return parts;
}

/** So many draws over classes of these sizes, by largest remainder; chance decides between equal ones. */
function quotas(counts: readonly number[], draws: number, rng: Rng): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * draws);
  const result = exact.map(Math.floor);
  const byRemainder = [...counts.keys()];
  rng.shuffle(byRemainder);
  byRemainder.sort((a, b) => exact[b] - result[b] - (exact[a] - result[a]));
  const missing = draws - result.reduce((sum, count) => sum + count, 0);
  for (const at of byRemainder.slice(0, missing)) result[at]++;
  return result;
}

const refused = (text: string): SelvedgeError => new SelvedgeError('invalid-argument', `${WHAT}: ${text}.`);

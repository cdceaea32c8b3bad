import { matrix } from '@selvedge/data';
import { clouds, Means } from '../../test/means.js';
import { crossValidate } from '../cross-validation/cross-validate.js';
import { learningCurve } from '../curves/learning-curve.js';
import { gridSearch } from '../search/grid-search.js';

const rows = clouds(30);
const fitted = await new Means().fit(rows);
const call = crossValidate as (...given: readonly unknown[]) => Promise<unknown>;

test.each([
  [[rows.features, rows.labels], 'the first argument is a Matrix; write crossValidate(new RandomForest(), rows)'],
  [[rows, new Means()], 'the first argument is labelled rows'],
  [[Means, rows], 'the class Means itself; write new Means()'],
  [[fitted, rows], 'a fitted model; pass the classifier that was fitted'],
  [[{ kind: 'knn', k: 3 }, rows], "createClassifier({ kind: 'knn' })"],
  [[new Means(), rows.features, rows.labels], 'crossValidate(classifier, { features: X, labels, classes })'],
  [[new Means(), rows.features], 'the rows have no features'],
  [[new Means(), [[1, 2]], ['cat']], 'encodeLabels(y)'],
])('crossValidate(...%#) is answered with the line to write', async (given, answer) => {
  await expect(call(...given)).rejects.toThrow(answer);
});

test('a search is, too', async () => {
  const search = gridSearch as (...given: readonly unknown[]) => Promise<unknown>;
  const X = matrix(new Float32Array(4), 2, 2);
  await expect(search(new Means(), { shrink: [0] }, rows)).rejects.toThrow(
    'write gridSearch(classifier, rows, options)',
  );
  await expect(search(new Means(), rows, { shrink: [0, 1] })).rejects.toThrow('write over: { shrink: [...] }');
  await expect(search(new Means(), X, Uint16Array.of(0, 1))).rejects.toThrow('gridSearch(classifier, { features: X');
});

test.each([
  [{ folds: { kind: 'KFold', n_splits: 5 } }, 'unknown kind "KFold"; write \'k-fold\''],
  [{ folds: { kind: 'k-fold', n_splits: 5 } }, 'write folds: 5'],
  [{ folds: { kind: 'RepeatedStratifiedKFold' } }, "write 'repeated'"],
  [{ metrics: 'f1_macro' }, "write 'macro-f1'"],
  [{ metrics: 'accuracy' }, "write ['accuracy']"],
])('crossValidate(classifier, rows, %j) is answered with what to write', async (options, answer) => {
  await expect(call(new Means(), rows, options)).rejects.toThrow(answer);
});

describe('values that an option of every procedure does not have', () => {
  test.each([
    [{ metrics: [] }, 'metrics is []; need a list of names'],
    [{ metrics: { accuracy: true } }, 'need a list of names, for instance metrics'],
    [{ trainScores: 'false' }, 'trainScores is "false"; write trainScores: true or trainScores: false'],
    [{ stateLeak: 'warn' }, "stateLeak is \"warn\"; write stateLeak: 'refuse' or stateLeak: 'ignore'"],
    [{ weighScores: 1 }, 'weighScores is 1; write weighScores: true'],
    [{ allowedDuplicateShare: Number.NaN }, 'allowedDuplicateShare is NaN; need a share from 0 to 1'],
    [{ allowedDuplicateShare: 5 }, 'allowedDuplicateShare is 5; need a share from 0 to 1'],
    [
      { folds: { kind: 'repeated', folds: 2, repeats: 2, stratified: 'no' } },
      'stratified is "no"; write stratified: true',
    ],
    [{ groups: '' }, 'groups is ""; need a list with one key per row'],
    [{ groups: 0 }, 'groups is 0; need a list with one key per row'],
    [{ groups: new Array(30).fill(Number.NaN) }, 'groups[0] is NaN; need a number or a text'],
    [{ groups: Array.from({ length: 30 }, () => ({ patient: 1 })) }, 'groups[0] is {"patient":1}; need a number'],
    [{ groups: new Array(30) }, 'groups[0] is undefined; need a number or a text'],
    [{ groups: new Array(30).fill('g') }, 'group-k-fold: the rows are of 1 group, which stay whole, for 5 folds'],
    [{ groups: rows.labels }, 'for 5 folds; write folds: '],
    [
      {
        folds: { kind: 'k-fold', folds: 3, shuffle: false },
        sampleWeight: Float64Array.from({ length: 30 }, (_, row) => (row < 10 ? 0 : 1)),
        weighScores: true,
      },
      'has sampleWeight 0, so its score has no value',
    ],
    [{ onProgress: true }, 'onProgress is true; need a function'],
  ])('%j is refused', async (options, answer) => {
    await expect(call(new Means(), rows, options)).rejects.toThrow(answer);
  });

  test('nor does a learning curve take sizes that are no numbers', async () => {
    const curve = learningCurve as (...given: readonly unknown[]) => Promise<unknown>;
    for (const sizes of [[], 0.5, ['0.5'], [true]]) {
      await expect(curve(new Means(), rows, { sizes })).rejects.toThrow('need a list of shares or numbers of rows');
    }
  });
});

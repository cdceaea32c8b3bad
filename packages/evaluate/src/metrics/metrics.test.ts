import { type Labels, type Matrix, matrix } from '@selvedge/data';
import type { MetricName } from '../specs.generated.js';
import { averagePrecision } from './average-precision.js';
import { classificationReport } from './classification-report.js';
import { confusionMatrix, normalizeConfusion } from './confusion-matrix.js';
import { metric } from './metrics.js';
import reference from './metrics.reference.json' with { type: 'json' };
import { rocAuc, rocCurves } from './roc.js';
import { topKAccuracy } from './top-k-accuracy.js';

const FLAVOURS = [
  'random',
  'noisy',
  'perfect',
  'all-wrong',
  'one-true',
  'one-predicted',
  'one-class',
  'empty-class',
  'ties',
  'tiny',
];

interface Case {
  readonly flavour: string;
  readonly truth: Labels;
  readonly predicted: Labels;
  readonly probabilities: Matrix<Float64Array>;
  readonly classes: string[];
}

/** The generator of metrics.reference.py, number for number. */
function makeCase(seed: number): Case {
  const draw = mulberry32(seed);
  const flavour = FLAVOURS[seed % FLAVOURS.length];
  const classes = 2 + Math.floor(draw() * 5);
  const rows = 1 + Math.floor(draw() * (flavour === 'tiny' ? 3 : 60));
  const used = flavour === 'empty-class' ? Math.max(1, classes - 1) : classes;
  const truth: number[] = [];
  const predicted: number[] = [];
  const probabilities: number[] = [];
  for (let row = 0; row < rows; row++) {
    const t = flavour === 'one-true' || flavour === 'one-class' ? 0 : Math.floor(draw() * used);
    let p = Math.floor(draw() * used);
    if ((flavour === 'noisy' || flavour === 'ties') && draw() < 0.7) p = t;
    if (flavour === 'perfect') p = t;
    if (flavour === 'all-wrong') p = (t + 1) % classes;
    if (flavour === 'one-predicted') p = classes - 1;
    if (flavour === 'one-class') p = 0;
    const weights = Array.from({ length: classes }, (_, c) => {
      const u = draw();
      return (flavour === 'ties' ? Math.floor(u * 3) / 3 + 0.01 : u) + (c === p ? 1 : 0);
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    truth.push(t);
    predicted.push(p);
    probabilities.push(...weights.map((weight) => weight / total));
  }
  return {
    flavour,
    truth: Uint16Array.from(truth),
    predicted: Uint16Array.from(predicted),
    probabilities: matrix(Float64Array.from(probabilities), rows, classes),
    classes: Array.from({ length: classes }, (_, c) => `class ${c}`),
  };
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The columns of the reference, in its order. */
function figures({ flavour, ...predictions }: Case): Record<string, number> {
  const { truth, predicted, probabilities, classes } = predictions;
  const of = (name: MetricName): number => metric(name).of(predictions);
  const averages = ([0, 1] as const).flatMap((zeroDivision) => {
    const report = classificationReport(truth, predicted, classes, { zeroDivision, averageOver: 'declared' }); // as the reference says `labels`
    return (['macro', 'weighted', 'micro'] as const).flatMap((average) =>
      (['precision', 'recall', 'f1'] as const).map(
        (figure) => [`${average} ${figure} zeroDivision ${zeroDivision}`, report[average][figure]] as const,
      ),
    );
  });
  const folded = (values: readonly { value: number | null }[]): number =>
    values.some(({ value }) => value !== null)
      ? values.reduce((sum, { value }, c) => sum + (c + 1) * (value ?? 0), 0)
      : Number.NaN;
  const ranked = classes.length > 2 && flavour !== 'ties';
  return {
    accuracy: of('accuracy'),
    'balanced accuracy': of('balanced-accuracy'),
    ...Object.fromEntries(averages),
    kappa: of('cohen-kappa'),
    matthews: of('matthews'),
    'log loss': of('log-loss'),
    brier: of('brier'),
    auc: folded(rocAuc(truth, probabilities, classes).perClass),
    'average precision': folded(averagePrecision(truth, probabilities, classes).perClass),
    'top 2': ranked ? topKAccuracy(truth, probabilities, 2).value : Number.NaN,
  };
}

const TOLERANCE = 1e-12; // both sides sum the same terms, in another order

describe('metrics against scikit-learn', () => {
  test.each(FLAVOURS)('agree to 1e-12 in every seeded case: %s', (flavour) => {
    const disagreements: string[] = [];
    let compared = 0;
    reference.cases.forEach((expected, seed) => {
      const made = makeCase(seed);
      if (made.flavour !== flavour) return;
      Object.entries(figures(made)).forEach(([name, ours], column) => {
        compared++;
        const theirs = expected[column] ?? Number.NaN;
        const agree = Number.isNaN(theirs)
          ? Number.isNaN(ours)
          : Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(theirs));
        if (!agree) disagreements.push(`seed ${seed}: ${name} is ${ours}, scikit-learn has ${theirs}`);
      });
    });
    expect(disagreements).toEqual([]);
    expect(compared).toBe(100 * reference.cases[0].length);
  });

  test.each(reference.perClass)('agree per class and per cell: seed $seed', (expected) => {
    const { truth, predicted, probabilities, classes } = makeCase(expected.seed);
    const confusion = confusionMatrix(truth, predicted, classes);
    expect(confusion.counts).toEqual(expected.confusion);
    const close = (ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[]) =>
      ours.flat().forEach((value, at) => {
        expect(value).toBeCloseTo(theirs.flat()[at], 12);
      });
    close(normalizeConfusion(confusion, 'true').shares, expected.bytrue);
    close(normalizeConfusion(confusion, 'predicted').shares, expected.bypred);
    close(normalizeConfusion(confusion, 'all').shares, expected.byall);
    const { perClass } = classificationReport(truth, predicted, classes);
    close([perClass.map((c) => c.precision)], [expected.precision]);
    close([perClass.map((c) => c.recall)], [expected.recall]);
    close([perClass.map((c) => c.f1)], [expected.f1]);
    expect(perClass.map((c) => c.support)).toEqual(expected.support);
    const { points } = rocCurves(truth, probabilities, classes)[0];
    close(
      points.map((point) => [point.falsePositiveRate, point.truePositiveRate]),
      expected.roc,
    );
    close([points.slice(1).map((point) => point.threshold ?? Number.NaN)], [expected.thresholds]);
  });
});

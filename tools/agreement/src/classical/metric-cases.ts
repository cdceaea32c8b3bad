import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRng, matrix } from '@selvedge/data';
import { metrics } from '@selvedge/evaluate';

/** How far a metric is from scikit-learn's over all cases. */
export interface MetricAgreement {
  readonly metric: string;
  readonly cases: number;
  /** The largest absolute difference. */
  readonly largest: number;
  /** Cases in which one of the two has no value and the other has. */
  readonly undefinedInOne: number;
}

interface Answer {
  readonly version: string;
  readonly scores: readonly { readonly [metric: string]: number | null }[];
}

/** Random predictions with ties, classes without rows, and single classes. */
function caseOf(seed: number) {
  const rng = createRng(seed).fork('metric case');
  const rows = 1 + rng.int(40);
  const classes = 2 + rng.int(5);
  const used = 1 + rng.int(classes);
  const truth = Array.from({ length: rows }, () => rng.int(used));
  const predicted = truth.map((label) => (rng.uniform() < 0.5 ? label : rng.int(classes)));
  const steps = 1 + rng.int(8); // few steps make ties
  const probabilities = truth.map(() => {
    const weights = Array.from({ length: classes }, () => rng.int(steps + 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => (total === 0 ? 1 / classes : weight / total));
  });
  return { truth, predicted, probabilities };
}

export function metricAgreement(
  python: string,
  cases: number,
): { readonly version: string; readonly rows: MetricAgreement[] } {
  const made = Array.from({ length: cases }, (_, seed) => caseOf(seed));
  const script = fileURLToPath(new URL('../../src/classical/metrics.py', import.meta.url));
  const output = execFileSync(python, [script], { input: JSON.stringify(made), maxBuffer: 2 ** 28 });
  const { version, scores } = JSON.parse(output.toString()) as Answer;
  const known = metrics.names.filter((metric) => metric in scores[0]);
  const rows = known.map((metric): MetricAgreement => {
    const { of } = metrics.definitionOf(metric);
    let [largest, undefinedInOne] = [0, 0];
    for (const [at, { truth, predicted, probabilities }] of made.entries()) {
      const columns = probabilities[0].length;
      const ours = of({
        truth: Uint16Array.from(truth),
        predicted: Uint16Array.from(predicted),
        probabilities: matrix(Float64Array.from(probabilities.flat()), truth.length, columns),
        classes: Array.from({ length: columns }, (_, c) => String(c)),
      });
      const theirs = scores[at][metric];
      if (Number.isNaN(ours) !== (theirs === null)) undefinedInOne++;
      else if (theirs !== null) largest = Math.max(largest, Math.abs(ours - theirs));
    }
    return { metric, cases, largest, undefinedInOne };
  });
  return { version, rows };
}

import { matrix, type Rng } from '@selvedge/data';
import type { NamedPredictions } from '@selvedge/evaluate/types';

/** A population of rows that models of the same strength predict. */
export interface Population {
  readonly rows: number;
  readonly classes: number;
  /** How far the true class's score lies above the others', in standard deviations. */
  readonly signal: number;
  /** What the probabilities' log odds are multiplied by: 1 makes them right (default), 2 overconfident. */
  readonly confidence?: number;
}

/** Models of equal strength on the same rows: their class scores share a part, so that they tend to err together. */
export function simulate(
  { rows, classes, signal, confidence = 1 }: Population,
  models: number,
  rng: Rng,
): NamedPredictions[] {
  const truth = Uint16Array.from({ length: rows }, () => rng.int(classes));
  const names = Array.from({ length: classes }, (_, at) => `class ${at}`);
  const made = Array.from({ length: models }, () => ({
    predicted: new Uint16Array(rows),
    values: new Float64Array(rows * classes),
  }));
  for (let row = 0; row < rows; row++) {
    const common = Array.from({ length: classes }, () => 0.8 * rng.normal());
    for (const { predicted, values } of made) {
      const scores = common.map((score, at) => score + 0.6 * rng.normal() + (at === truth[row] ? signal : 0));
      const odds = scores.map((score) => Math.exp(confidence * Math.max(1, signal) * score));
      const total = odds.reduce((sum, each) => sum + each, 0);
      values.set(
        odds.map((each) => each / total),
        row * classes,
      );
      predicted[row] = scores.indexOf(Math.max(...scores));
    }
  }
  return made.map(({ predicted, values }, at) => ({
    name: `model ${at}`,
    truth,
    predicted,
    probabilities: matrix(values, rows, classes),
    classes: names,
  }));
}

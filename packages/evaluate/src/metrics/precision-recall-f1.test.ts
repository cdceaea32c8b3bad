import { readFileSync } from 'node:fs';
import { type Average, f1Score, precisionScore, recallScore } from './precision-recall-f1.js';

interface Case {
  readonly average: Average | null;
  readonly truth: number[];
  readonly predicted: number[];
  readonly scores: (number | number[])[];
}

const cases = JSON.parse(
  readFileSync(new URL('./precision-recall-f1.reference.json', import.meta.url), 'utf8'),
) as Case[];

describe('precisionScore, recallScore and f1Score', () => {
  it("are scikit-learn's", () => {
    for (const { truth, predicted, average, scores } of cases) {
      const [t, p] = [Uint16Array.from(truth), Uint16Array.from(predicted)];
      for (const [at, score] of [precisionScore, recallScore, f1Score].entries()) {
        const ours = average === null ? score(t, p, { average }) : [score(t, p, { average })];
        for (const [c, value] of [scores[at]].flat().entries()) expect(ours[c]).toBeCloseTo(value, 12);
      }
    }
  });

  it('are zeroDivision of class 1 where it neither occurs nor is predicted', () => {
    const zeros = Uint16Array.of(0, 0);
    for (const score of [precisionScore, recallScore, f1Score]) {
      expect(score(zeros, zeros)).toBe(0);
      expect(score(zeros, zeros, { zeroDivision: 1 })).toBe(1);
    }
  });

  it('refuse three classes without an average, and unknown ones', () => {
    const labels = Uint16Array.of(0, 1, 2);
    expect(() => f1Score(labels, labels)).toThrow(/labels are 0, 1, 2; write { average: 'macro' }/);
    expect(() => f1Score(labels, labels, { average: 'mean' as 'macro' })).toThrow(/average is "mean"; need 'binary'/);
  });
});

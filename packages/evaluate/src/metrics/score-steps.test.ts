import { matrix } from '@selvedge/data';
import fc from 'fast-check';
import { averageOf } from './average-precision.js';
import { areaUnderRoc } from './roc.js';
import { ownSteps, scoreSteps } from './score-steps.js';

/** Few scores, so that many are equal. */
const rows = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 40 });

test('areas and averages over the steps of a class are those over all steps', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const truth = Uint16Array.from(given, ([label]) => label);
      const scores = matrix(
        Float64Array.from(given, ([, score]) => score / 3),
        given.length,
        1,
      );
      const [all, own] = [scoreSteps(truth, scores, 0), ownSteps(truth, scores, 0)];
      expect([own.positives, own.negatives]).toEqual([all.positives, all.negatives]);
      expect(areaUnderRoc(own)).toBe(areaUnderRoc(all));
      expect(averageOf(own)).toBe(averageOf(all));
    }),
    { numRuns: 2000 },
  );
});

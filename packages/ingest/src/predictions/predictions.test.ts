import { matrix } from '@selvedge/data';
import fc from 'fast-check';
import { decodePredictions, encodePredictions } from './predictions.js';

describe('predictions as Arrow', () => {
  test('come back as they were', async () => {
    const label = fc.integer({ min: 0, max: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(label, label, fc.float({ min: 0, max: 1, noNaN: true })), { maxLength: 50 }),
        async (rows) => {
          const truth = Uint16Array.from(rows, ([each]) => each);
          const predicted = Uint16Array.from(rows, ([, each]) => each);
          const probabilities = matrix(Float32Array.from(rows.flatMap(([, , p]) => [p, 1 - p, 0])), rows.length, 3);
          const all = { classes: ['a', 'b', 'ü'], truth, predicted, probabilities };
          if (rows.length > 0) expect(await decodePredictions(encodePredictions(all), 'x')).toEqual(all);
          const { probabilities: _, ...labels } = all;
          if (rows.length > 0) expect(await decodePredictions(encodePredictions(labels), 'x')).toEqual(labels);
        },
      ),
    );
  });

  test('anything else is refused by name', async () => {
    const good = encodePredictions({
      classes: ['a', 'b'],
      truth: Uint16Array.of(0, 1),
      predicted: Uint16Array.of(1, 1),
    });
    for (const bytes of [new Uint8Array(0), Uint8Array.of(1, 2, 3), good.slice(0, good.length / 2)]) {
      await expect(decodePredictions(bytes, 'test.predictions.arrow')).rejects.toThrow(
        /^test.predictions.arrow: these are not the predictions of a run/,
      );
    }
  });

  test('classes beyond the list of names are refused', async () => {
    const bytes = encodePredictions({ classes: ['a'], truth: Uint16Array.of(0, 0), predicted: Uint16Array.of(0, 3) });
    await expect(decodePredictions(bytes, 'x')).rejects.toThrow(/class 3 in column 'predicted', of 1 classes/);
  });
});

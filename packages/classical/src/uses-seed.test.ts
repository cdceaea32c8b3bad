import { encodeSafetensors, matrix } from '@selvedge/data';
import { classifiers } from './classifiers.js';

const rows = {
  features: matrix(
    Float32Array.from({ length: 60 * 3 }, (_, at) => ((at * 37) % 17) + 5 * (Math.floor(at / 3) % 3)),
    60,
    3,
  ),
  labels: Uint16Array.from({ length: 60 }, (_, row) => row % 3),
  classes: ['a', 'b', 'c'],
};

/** Definitions that say that a seed changes nothing: cached fits of other seeds are taken for theirs. */
const UNSEEDED = classifiers.definitions
  .filter(({ usesSeed = true }) => !usesSeed)
  .flatMap(({ kind, contract }) => contract.map(({ params }) => ({ kind, ...params })));

test.each(UNSEEDED)('$kind fits the same for every seed', async (spec) => {
  const [first, second] = await Promise.all(
    [1, 2].map(async (seed) => {
      const model = await classifiers.create(spec).fit(rows, { seed });
      const { values } = await model.predictProba(rows.features);
      return { state: encodeSafetensors(model.save()), values };
    }),
  );
  expect(first).toEqual(second);
});

import { GARMENT_CLASSES, generateGarments } from './generate-garments.js';

describe('generateGarments(options)', () => {
  const small = generateGarments({ trainRows: 3000, testRows: 500 });

  test('gives balanced classes under the names of Fashion-MNIST, marked as generated', () => {
    const { train } = small;
    expect(train.classes).toEqual(GARMENT_CLASSES);
    expect(GARMENT_CLASSES).toContain('T-shirt/top');
    for (let label = 0; label < 10; label++) expect(train.labels.filter((one) => one === label)).toHaveLength(300);
    expect(train.provenance.generated).toBe(true);
  });

  test('gives the same images for the same seed, others for another, and fewer rows are the beginning of more', () => {
    const fewer = generateGarments({ trainRows: 50, testRows: 20 });
    expect(fewer.train.features.values).toEqual(small.train.features.values.subarray(0, 50 * 784));
    const other = generateGarments({ seed: 1, trainRows: 50, testRows: 20 });
    expect(other.train.features.values).not.toEqual(fewer.train.features.values);
    expect(small.test.features.values.subarray(0, 784)).not.toEqual(small.train.features.values.subarray(0, 784));
  });

  // With all 60,000 rows scikit-learn's k = 5 gives .845 on 3,000 test rows; fewer training rows give less.
  test('is neither trivial nor hopeless for nearest neighbours', () => {
    const { train, test: held } = small;
    let right = 0;
    for (let row = 0; row < 200; row++)
      right +=
        nearestLabel(train.features.values, train.labels, held.features.values, row) === held.labels[row] ? 1 : 0;
    expect(right / 200).toBeGreaterThan(0.65);
    expect(right / 200).toBeLessThan(0.95);
  });

  test.each([9, 10.5, Number.NaN])('refuses %p rows', (trainRows) => {
    expect(() => generateGarments({ trainRows })).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

function nearestLabel(train: Uint8Array, labels: Uint16Array, held: Uint8Array, row: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let other = 0; other < labels.length; other++) {
    let distance = 0;
    for (let at = 0; at < 784 && distance < least; at++)
      distance += (train[other * 784 + at] - held[row * 784 + at]) ** 2;
    if (distance < least) [best, least] = [labels[other], distance];
  }
  return best;
}

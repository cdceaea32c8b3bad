import { createRng, matrix } from '@selvedge/data';
import fc from 'fast-check';
import { browseMisclassified } from './error-browser.js';
import { labelErrors } from './label-errors.js';
import reference from './label-errors.reference.json' with { type: 'json' };
import { hardestExamples, worstMisclassified } from './misclassified.js';
import { nearDuplicates } from './near-duplicates.js';
import { nearestRows } from './nearest-rows.js';

const classes = ['cat', 'dog'];
const predictions = {
  truth: Uint16Array.of(0, 0, 1, 1, 0),
  predicted: Uint16Array.of(0, 1, 0, 1, 1),
  probabilities: matrix(Float32Array.of(0.75, 0.25, 0.25, 0.75, 1, 0, 0.5, 0.5, 0.25, 0.75), 5, 2),
  classes,
};

describe('worstMisclassified(predictions)', () => {
  test('lists the most confident first, ties in row order', () => {
    expect(worstMisclassified(predictions)).toEqual([
      { row: 2, trueClass: 'dog', predictedClass: 'cat', probability: 1, probabilityOfTrue: 0 },
      { row: 1, trueClass: 'cat', predictedClass: 'dog', probability: 0.75, probabilityOfTrue: 0.25 },
      { row: 4, trueClass: 'cat', predictedClass: 'dog', probability: 0.75, probabilityOfTrue: 0.25 },
    ]);
    expect(worstMisclassified(predictions, 1)).toHaveLength(1);
    expect(worstMisclassified({ ...predictions, predicted: predictions.truth })).toEqual([]);
  });

  test('needs probabilities', () => {
    const { probabilities: _, ...labelsOnly } = predictions;
    expect(() => worstMisclassified(labelsOnly)).toThrow(/predictProba/);
  });
});

test('hardestExamples(predictions) lists per class the rows whose true class looked least likely', () => {
  const [cat, dog] = hardestExamples(predictions, 2);
  expect([cat.class, ...cat.rows.map(({ row }) => row)]).toEqual(['cat', 1, 4]);
  expect([dog.class, ...dog.rows.map(({ row }) => row)]).toEqual(['dog', 2, 3]);
  expect(
    hardestExamples({
      ...predictions,
      classes: [...classes, 'emu'],
      probabilities: matrix(
        new Float32Array(15).map((_, at) => (at % 3 === 0 ? 1 : 0)),
        5,
        3,
      ),
    })[2].rows,
  ).toEqual([]);
});

describe('labelErrors(predictions)', () => {
  const noisy = {
    truth: Uint16Array.from(reference.given),
    predicted: Uint16Array.from(reference.given),
    probabilities: matrix(Float64Array.from(reference.shares), reference.given.length, 4),
    classes: ['a', 'b', 'c', 'd'],
  };

  test("follows the paper's equations: thresholds, joint and issues as NumPy has them", () => {
    const found = labelErrors(noisy, 1000);
    found.joint.flat().forEach((share, at) => {
      expect(share).toBeCloseTo(reference.joint.flat()[at], 12);
    });
    found.thresholds.forEach((threshold, c) => {
      expect(threshold).toBeCloseTo(reference.thresholds[c], 12);
    });
    expect(found.issues.map(({ row }) => row).sort()).toEqual([...reference.issues].sort());
    expect(found.issues[0].row).toBe(reference.issues[0]);
    expect(found.joint.flat().reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('finds most of the labels that were changed, and estimates how many were', () => {
    const { issues, estimatedErrorRate } = labelErrors(noisy, 1000);
    const flipped = new Set(reference.flipped);
    const hits = issues.filter(({ row }) => flipped.has(row)).length;
    expect(hits / flipped.size).toBeGreaterThan(0.6); // chance: 0.12
    expect(hits / issues.length).toBeGreaterThan(0.6);
    expect(estimatedErrorRate).toBeCloseTo(flipped.size / reference.given.length, 1);
  });

  test('finds nothing where the model agrees with every label', () => {
    const sure = {
      ...predictions,
      truth: Uint16Array.of(0, 1),
      predicted: Uint16Array.of(0, 1),
      probabilities: matrix(Float32Array.of(1, 0, 0, 1), 2, 2),
    };
    expect(labelErrors(sure)).toMatchObject({ issues: [], estimatedErrorRate: 0 });
  });
});

describe('nearestRows(queries, train, k)', () => {
  test('gives the rows that a plain search gives, in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer(),
        (rows, columns, k, seed) => {
          const rng = createRng(seed);
          const draw = (count: number) =>
            matrix(
              Uint8Array.from({ length: count * columns }, () => rng.int(4)),
              count,
              columns,
            );
          const [train, queries] = [draw(rows), draw(3)];
          const labels = Uint16Array.from({ length: rows }, () => rng.int(2));
          const found = nearestRows(queries, { features: train, labels, classes }, k);
          found.forEach((near, query) => {
            const all = Array.from({ length: rows }, (_, row) => {
              let squared = 0;
              for (let c = 0; c < columns; c++)
                squared += (queries.values[query * columns + c] - train.values[row * columns + c]) ** 2;
              return { row, class: classes[labels[row]], distance: Math.sqrt(squared) };
            });
            all.sort((a, b) => a.distance - b.distance || a.row - b.row);
            expect(near).toEqual(all.slice(0, k));
          });
        },
      ),
    );
  });

  test('refuses other columns and a bad k', () => {
    const train = { features: matrix(new Uint8Array(4), 2, 2), labels: new Uint16Array(2), classes };
    expect(() => nearestRows(matrix(new Uint8Array(3), 1, 3), train)).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(() => nearestRows(matrix(new Uint8Array(2), 1, 2), train, 0)).toThrow(/k = 0/);
  });
});

describe('nearDuplicates(train, test)', () => {
  test('finds exactly the pairs that comparing all finds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer(),
        (columns, tolerance, seed) => {
          const rng = createRng(seed);
          const base = Array.from({ length: columns }, () => rng.int(256));
          // Rows near a few common ones, so that there is something to find.
          const draw = (count: number) =>
            matrix(
              Uint8Array.from({ length: count * columns }, (_, at) =>
                Math.min(255, base[at % columns] + rng.int(1 + (Math.floor(at / columns) % 4) * 40)),
              ),
              count,
              columns,
            );
          const [train, tested] = [draw(30), draw(20)];
          const { pairs, maxDistance, testRows } = nearDuplicates(train, tested, { tolerance });
          const expected: string[] = [];
          for (let a = 0; a < 30; a++) {
            for (let b = 0; b < 20; b++) {
              let squared = 0;
              for (let c = 0; c < columns; c++)
                squared += (train.values[a * columns + c] - tested.values[b * columns + c]) ** 2;
              if (squared <= maxDistance * maxDistance * (1 + 1e-9)) expected.push(`${a} ${b}`);
            }
          }
          expect(pairs.map(({ trainRow, testRow }) => `${trainRow} ${testRow}`).sort()).toEqual(expected.sort());
          expect(testRows).toBe(new Set(pairs.map(({ testRow }) => testRow)).size);
        },
      ),
    );
  });

  test('counts exact copies, also when all rows are equal', () => {
    const rows = matrix(Float32Array.of(1, 2, 3, 4, 9, 9), 3, 2);
    expect(nearDuplicates(rows, matrix(Float32Array.of(3, 4, 50, 50), 2, 2), { tolerance: 0 })).toMatchObject({
      pairs: [{ trainRow: 1, testRow: 0, distance: 0 }],
      testRows: 1,
      exactCopies: 1,
    });
    const flat = matrix(new Float32Array(4), 2, 2);
    expect(nearDuplicates(flat, flat)).toMatchObject({ exactCopies: 2, maxDistance: 0 });
  });

  test('refuses other columns and a negative tolerance', () => {
    const two = matrix(new Uint8Array(2), 1, 2);
    expect(() => nearDuplicates(two, matrix(new Uint8Array(3), 1, 3))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(() => nearDuplicates(two, two, { tolerance: Number.NaN })).toThrow(/tolerance NaN/);
  });
});

test('browseMisclassified(predictions, features, train) puts the nearest training rows beside each row', () => {
  const features = matrix(Uint8Array.of(0, 10, 20, 30, 40), 5, 1);
  const train = { features: matrix(Uint8Array.of(19, 12, 41), 3, 1), labels: Uint16Array.of(0, 1, 1), classes };
  const browsed = browseMisclassified(predictions, features, train, { limit: 2, neighbours: 2 });
  expect(browsed.map(({ row, neighbours }) => [row, neighbours])).toEqual([
    [
      2,
      [
        { row: 0, class: 'cat', distance: 1 },
        { row: 1, class: 'dog', distance: 8 },
      ],
    ],
    [
      1,
      [
        { row: 1, class: 'dog', distance: 2 },
        { row: 0, class: 'cat', distance: 9 },
      ],
    ],
  ]);
});

import { createRng } from '@selvedge/data';
import fc from 'fast-check';
import { addLabelNoise } from './label-noise.js';
import { oneHot } from './one-hot.js';

const labels = Uint16Array.from({ length: 1000 }, (_, row) => row % 10);

describe('addLabelNoise', () => {
  test('changes exactly the asked share, to other classes, and names the rows', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer(), (fraction, seed) => {
        const noisy = addLabelNoise(labels, 10, { kind: 'uniform', fraction }, createRng(seed));
        const different = [...labels.keys()].filter((row) => noisy.labels[row] !== labels[row]);
        expect(different).toEqual([...noisy.changed]);
        expect(different).toHaveLength(Math.round(fraction * 1000));
      }),
    );
  });

  test('uniform reaches every other class', () => {
    const { labels: noisy } = addLabelNoise(labels, 10, { kind: 'uniform', fraction: 1 }, createRng(1));
    const seen = new Set([...labels.keys()].map((row) => `${labels[row]}-${noisy[row]}`));
    expect(seen.size).toBe(90);
  });

  test('class-pair goes to the next class, or where the pairs say', () => {
    const next = addLabelNoise(labels, 10, { kind: 'class-pair', fraction: 0.5 }, createRng(1));
    for (const row of next.changed) expect(next.labels[row]).toBe((labels[row] + 1) % 10);
    const pairs = [[6, 0]] as const;
    const shirts = addLabelNoise(labels, 10, { kind: 'class-pair', fraction: 0.3, pairs }, createRng(1));
    expect(shirts.changed).toHaveLength(30);
    for (const row of shirts.changed) expect([labels[row], shirts.labels[row]]).toEqual([6, 0]);
  });

  test('refuses impossible requests', () => {
    const add =
      (spec: Parameters<typeof addLabelNoise>[2], classes = 10) =>
      () =>
        addLabelNoise(labels, classes, spec, createRng(0));
    expect(add({ kind: 'uniform', fraction: 1.5 })).toThrow(/fraction is 1.5; need a share in \[0, 1\]/);
    expect(add({ kind: 'uniform', fraction: '1' as never })).toThrow(/fraction is "1"; need a share in \[0, 1\]/);
    const pairs = 1 as never;
    expect(add({ kind: 'class-pair', fraction: 1, pairs })).toThrow(/pairs is 1; need pairs of class numbers/);
    expect(add({ kind: 'uniform', fraction: 0.1 }, 1)).toThrow(/got 1 classes/);
    expect(add({ kind: 'class-pair', fraction: 0.1, pairs: [[3, 3]] })).toThrow(/pair \[3, 3\]/);
    expect(add({ kind: 'class-pair', fraction: 0.1, pairs: [[3, 11]] })).toThrow(/pair \[3, 11\]/);
    expect(add({ kind: 'uniforms', fraction: 0.1 } as never)).toThrow('known kinds are uniform and class-pair');
    expect(add({ kind: 'class-pair', fraction: 0.1, pair: [] } as never)).toThrow("did you mean 'pairs'?");
  });
});

describe('oneHot', () => {
  test('has one 1 per row, in the column of the label', () => {
    expect([...oneHot(Uint16Array.of(2, 0), 3).values]).toEqual([0, 0, 1, 1, 0, 0]);
    expect(() => oneHot(Uint16Array.of(3), { classes: 4 } as never)).toThrow('write oneHot(labels, 10)');
    expect(() => oneHot(Uint16Array.of(3), 3)).toThrow(/label 3 in row 0; need labels below 3/);
  });
});

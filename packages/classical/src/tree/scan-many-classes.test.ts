import { createRng, matrix } from '@selvedge/data';
import { createClassifier } from '../classifiers.js';
import { TreeBuilder } from './nodes.js';
import { MANY_CLASSES } from './scan-many-classes.js';

test.each(['gini', 'entropy'] as const)(
  'a tree of very many classes is that of few classes, by %s',
  async (criterion) => {
    // The same rows, with labels that are spread over so many names that most have no row.
    const rng = createRng(1);
    const rows = 900;
    const features = matrix(
      Float32Array.from({ length: rows * 3 }, () => rng.int(40)),
      rows,
      3,
    );
    const labels = Uint16Array.from({ length: rows }, () => rng.int(60));
    const spread = labels.map((label) => label * 10);
    const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `c${at}`);
    const fit = (each: Uint16Array, classes: string[]) =>
      createClassifier({ kind: 'decision-tree', criterion, maxDepth: 9 }).fit({ features, labels: each, classes });
    const few = await fit(labels, names(60));
    const many = await fit(spread, names(600));
    expect(600).toBeGreaterThan(MANY_CLASSES);
    expect([...(await many.predict(features))]).toEqual([...(await few.predict(features))].map((label) => label * 10));
    expect(many.save().tensors['threshold']).toEqual(few.save().tensors['threshold']);
  },
);

test('a tree whose nodes and classes need gigabytes is refused with what to set', () => {
  const builder = new TreeBuilder(60_000);
  expect(() => builder.appendBranch({ feature: new Int32Array(100_000) } as never)).toThrow(
    /100000 nodes keeps the weights of 60000 classes.*maxLeafNodes/,
  );
});

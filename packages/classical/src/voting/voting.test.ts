import { decodeSafetensors, encodeSafetensors, type LabelledRows, matrix } from '@selvedge/data';
import { halves } from '../../test/halves.js';
import { createClassifier, loadClassifier } from '../classifiers.js';
import type { BaseModelSpec, VotingSpec } from '../specs.generated.js';
import { Voting } from './voting.js';
import reference from './voting.reference.json' with { type: 'json' };

const bytes = (values: readonly number[]) =>
  matrix(Uint8Array.from(values), values.length / reference.columns, reference.columns);
const train: LabelledRows = {
  features: bytes(reference.train),
  labels: Uint16Array.from(reference.labels),
  classes: ['a', 'b', 'c'],
};
const test_ = bytes(reference.test);

describe('new Voting({ members })', () => {
  test.each(reference.cases)('predicts as scikit-learn does with $params', async ({ params, labels, shares }) => {
    const members = reference.members as readonly BaseModelSpec[];
    const voting = createClassifier({ kind: 'voting', ...params, members } as VotingSpec);
    const model = await voting.fit(train);
    expect([...(await model.predict(test_))]).toEqual(labels);
    const { values } = await model.predictProba(test_);
    for (const [at, share] of shares.entries()) expect(values[at]).toBeCloseTo(share, 6);
  });

  test('gives hard votes as shares of the weights', async () => {
    const members: readonly BaseModelSpec[] = [{ kind: 'dummy' }, { kind: 'decision-tree' }];
    const model = await new Voting({ members, weights: [3, 1] }).fit(halves(40));
    const { values } = await model.predictProba(matrix(Float32Array.of(0.1, 0.5, 0.9, 0.5), 2, 2));
    expect([...values].sort()).toEqual([0, 0.25, 0.75, 1]);
  });

  test('keeps its fitted members when it is saved', async () => {
    const members: readonly BaseModelSpec[] = [{ kind: 'random-forest', nEstimators: 2 }, { kind: 'decision-tree' }];
    const model = await new Voting({ members }).fit(halves(40), { seed: 5 });
    const loaded = loadClassifier(decodeSafetensors(encodeSafetensors(model.save())));
    expect((loaded as typeof model).members.map(({ kind }) => kind)).toEqual(['random-forest', 'decision-tree']);
    const { members: states, ...config } = model.save().config;
    const short = { ...model.save(), config: { ...config, members: [(states as readonly object[])[0]] } };
    expect(() => loadClassifier(short as never)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
  });

  test('gives members of one kind seeds of their own, which follow from the seed', async () => {
    const tree: BaseModelSpec = { kind: 'extra-trees', nEstimators: 1 };
    const [first, second] = (await new Voting({ members: [tree, tree] }).fit(halves(80), { seed: 1 })).members;
    expect(second.save().tensors['threshold']).not.toEqual(first.save().tensors['threshold']);
  });

  test('refuses what members and weights cannot be, with their places', () => {
    const of = (given: object) => () => new Voting(given as VotingSpec);
    expect(of({})).toThrow(/members is missing/);
    expect(of({ members: [] })).toThrow(/members: got a list with 0 items|at least 1/);
    expect(of({ members: [{ kind: 'dummy' }, { kind: 'knn', k: 0 }] })).toThrow(/members\[1\]\.k: got 0/);
    expect(of({ members: [{ kind: 'voting', members: [] }] })).toThrow(/members\[0\]\.kind/);
    expect(of({ members: [{ kind: 'dummy' }], weights: [1, 2] })).toThrow(
      /weights.*need one for each of the 1 members/,
    );
  });
});

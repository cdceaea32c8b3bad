import { type ClassicalSpec, createClassifier, loadClassifier } from './index.js';

describe('createClassifier(spec)', () => {
  test('passes the parameters on and fills in the defaults', () => {
    const model = createClassifier({ kind: 'knn', k: 9 });
    expect(model.kind).toBe('knn');
    expect(model.params).toMatchObject({ k: 9, metric: 'euclidean', votes: 'uniform' });
  });

  test('refuses unknown kinds and parameters, and says what was probably meant', () => {
    expect(() => createClassifier({ kind: 'knm' } as unknown as ClassicalSpec)).toThrow(/did you mean 'knn'/);
    expect(() => createClassifier({ kind: 'knn', metrics: 'cosine' } as ClassicalSpec)).toThrow(
      /did you mean 'metric'/,
    );
  });

  test('loadClassifier refuses what no model saved', () => {
    const saved = { format: 'other.model', version: 1, config: {}, tensors: {} };
    expect(() => loadClassifier(saved)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});

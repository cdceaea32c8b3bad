import { createClassifier } from '@selvedge/classical';
import { matrix } from '@selvedge/data';

// Run by optional-packages.test.ts: fits and predicts with every model, and prints how each went.
const values = Uint8Array.from({ length: 160 }, (_, at) => (at * 37) % 251);
const features = matrix(values, 40, 4);
const train = { features, labels: Uint16Array.from({ length: 40 }, (_, row) => row % 2), classes: ['a', 'b'] };
const SPECS = {
  'decision-tree': {},
  'random-forest': { trees: 3 },
  'extra-trees': { trees: 3 },
  'gradient-boosting': { iterations: 2, minChildWeight: 0.01 },
  'nearest-centroid': {},
  'gaussian-naive-bayes': {},
  dummy: {},
  knn: {},
  'logistic-regression': {},
  'ml knn': { kind: 'knn', engine: 'ml' },
  'ml decision-tree': { kind: 'decision-tree', engine: 'ml' },
};
const outcomes = {};
for (const [name, spec] of Object.entries(SPECS)) {
  try {
    const model = await createClassifier({ kind: name, ...spec }).fit(train);
    await model.predict(features);
    outcomes[name] = 'works';
  } catch (error) {
    outcomes[name] = `${error.code}: ${error.message}`;
  }
}
console.log(JSON.stringify(outcomes));

import { classifiers } from '@selvedge/classical';
import { matrix } from '@selvedge/data';

// Run by optional-packages.test.ts: fits and predicts with every model, and prints how each went.
const values = Uint8Array.from({ length: 160 }, (_, at) => (at * 37) % 251);
const features = matrix(values, 40, 4);
const train = { features, labels: Uint16Array.from({ length: 40 }, (_, row) => row % 2), classes: ['a', 'b'] };
// The first settings of each, and those of the engine that is optional.
const specs = classifiers.definitions.flatMap(({ kind, contract }) =>
  contract.flatMap(({ params }, at) => (at === 0 || params?.engine === 'mljs' ? [{ kind, ...params }] : [])),
);
const outcomes = {};
for (const spec of specs) {
  const name = JSON.stringify(spec);
  try {
    const model = await classifiers.create(spec).fit(train);
    await model.predict(features);
    outcomes[name] = 'works';
  } catch (error) {
    outcomes[name] = `${error.code}: ${error.message}`;
  }
}
console.log(JSON.stringify(outcomes));

import type { Classifier, FittedClassifier } from '../classifier.js';
import { decodeSafetensors, encodeSafetensors } from '../safetensors.js';
import type { SavedState } from '../saved-state.js';
import { type Check, expectClose, expectRefusal, expectThat } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { classifierSetup } from './classifier-setup.js';

/** That a model survives being saved as bytes, and that anything else is refused. */
export function persistenceChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  const { train, test } = classifierSetup(options);
  const { load } = options;
  const saved = (name: string, look: (state: SavedState, model: FittedClassifier) => Promise<void>): Check => ({
    name,
    async run() {
      const model = await make().fit(train, { seed: 7 });
      await look(model.save(), model);
      await model.dispose?.();
    },
  });
  const checks = [
    saved('a saved model names its format and version', async ({ format, version }) => {
      expectThat(/^[a-z0-9-]+\.[a-z0-9.-]+$/.test(format), `format is '${format}'`);
      expectThat(Number.isInteger(version) && version >= 1, `version is ${version}`);
    }),
    saved('saving twice gives the same bytes', async (state, model) => {
      expectClose(encodeSafetensors(model.save()), encodeSafetensors(state), 0, 'bytes');
    }),
    saved('a saved model is out of reach of its reader', async (state, model) => {
      const { values } = await model.predictProba(test.features);
      for (const tensor of Object.values(state.tensors)) tensor.values.fill(1);
      expectClose((await model.predictProba(test.features)).values, values, 0, 'probabilities');
    }),
  ];
  if (!load) return checks;
  return [
    ...checks,
    saved('predictions are identical after saving and loading', async (state, model) => {
      const loaded = await load(decodeSafetensors(encodeSafetensors(state)));
      const { values } = await model.predictProba(test.features);
      expectClose((await loaded.predictProba(test.features)).values, values, 0, 'probabilities');
      await loaded.dispose?.();
    }),
    saved('a loaded model knows its kind, params, classes and columns', async (state, model) => {
      const loaded = await load(decodeSafetensors(encodeSafetensors(state)));
      const shown = ({ kind, params, classes, columns }: FittedClassifier): string =>
        JSON.stringify([kind, params, classes, columns]);
      expectThat(shown(loaded) === shown(model), `${shown(loaded)} and not ${shown(model)}`);
      await loaded.dispose?.();
    }),
    saved('a loaded model can be saved again', async (state) => {
      const loaded = await load(decodeSafetensors(encodeSafetensors(state)));
      expectClose(encodeSafetensors(loaded.save()), encodeSafetensors(state), 0, 'bytes');
      await loaded.dispose?.();
    }),
    saved('loading refuses a newer version', async (state) => {
      await expectRefusal(() => load({ ...state, version: state.version + 1 }), 'unsupported', 'load');
    }),
    saved('loading refuses another format', async (state) => {
      await expectRefusal(() => load({ ...state, format: 'selvedge.no-such-model' }), 'unsupported', 'load');
    }),
    saved('loading refuses a model that lost its tensors', async (state) => {
      await expectRefusal(() => load({ ...state, tensors: {} }), 'corrupt-file', 'load');
    }),
    saved('loading refuses a model that lost its config', async (state) => {
      await expectRefusal(() => load({ ...state, config: {} }), 'corrupt-file', 'load');
    }),
  ];
}

import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { DummyParams } from '../specs.generated.js';
import { Dummy, dummyDefinition, loadDummy } from './dummy.js';

export const dummy: ClassifierDefinition<SpecOf<'dummy', DummyParams>> = defineClassifier(dummyDefinition, {
  create: ({ kind: _, ...params }) => new Dummy(params),
  load: loadDummy,
  takesMissing: () => true,
  usesSeed: false,
  usesRuntime: false,
  contract: [{ minAccuracy: 0.3 }],
});

import { classifiers } from '@selvedge/classical';
import type { ClassifierDefinition, Spec } from '@selvedge/component';
import type { SharedFit } from '@selvedge/component/types';
import type { ModelEntry } from './model-entry.js';

/** The models of `@selvedge/classical`. */
export const classicalModels: readonly ModelEntry[] = classifiers.definitions.map(entryOf);

function entryOf(definition: ClassifierDefinition): ModelEntry {
  const { kind, schema, usesValidation = false, usesSeed = true, usesRuntime = true, sharedFit } = definition;
  return {
    kind,
    schema,
    family: 'classical',
    usesValidation,
    usesSeed,
    usesRuntime: ({ engine }) => usesRuntime && engine !== 'mljs',
    create: (spec) => classifiers.create(spec),
    load: (saved) => classifiers.load(saved),
    ...(sharedFit && { sharedFit: sharedFitOf(sharedFit) }),
  };
}

/** The same for specifications as they are written, without their defaults. */
function sharedFitOf({ parameters, applies, fitted, predictMany }: SharedFit<Spec>): SharedFit<Spec> {
  return {
    parameters,
    ...(applies && { applies: (spec) => applies(classifiers.checked(spec)) }),
    ...(fitted && { fitted: (specs) => fitted(specs.map((spec) => classifiers.checked(spec))) }),
    predictMany: (model, specs, features, options) =>
      predictMany(
        model,
        specs.map((spec) => classifiers.checked(spec)),
        features,
        options,
      ),
  };
}

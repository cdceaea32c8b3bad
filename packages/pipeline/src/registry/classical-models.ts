import { classifiers } from '@selvedge/classical';
import type { ClassifierDefinition, Nesting, Spec } from '@selvedge/component';
import type { ModelEntry } from './model-entry.js';

/** The models of `@selvedge/classical`. */
export const classicalModels: readonly ModelEntry[] = classifiers.definitions.map(entryOf);

function entryOf(definition: ClassifierDefinition): ModelEntry {
  const { kind, schema, load, usesValidation = false, nesting } = definition;
  return {
    kind,
    schema,
    family: 'classical',
    usesValidation,
    create: (spec) => classifiers.create(spec),
    load,
    ...(nesting && { nesting: nestingOf(nesting) }),
  };
}

/** The same for specifications as they are written, without their defaults. */
function nestingOf({ parameters, fitted, predictMany }: Nesting<Spec>): Nesting<Spec> {
  return {
    parameters,
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

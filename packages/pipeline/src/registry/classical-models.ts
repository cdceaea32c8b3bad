import { classifiers } from '@selvedge/classical';
import type { ClassifierDefinition, Nesting as DefinedNesting } from '@selvedge/component';
import type { ModelEntry, Nesting } from './model-entry.js';

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
function nestingOf({ parameters, fitted, predictMany }: DefinedNesting<{ readonly kind: string }>): Nesting<{
  readonly kind: string;
}> {
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

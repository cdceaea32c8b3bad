import type { Json } from '@selvedge/data/types';
import type { CodeVersions } from '@selvedge/workflow/types';
import type { TransformSpec } from '../registry/built-in-transforms.js';
import { type ModelSpec, modelEntry } from '../registry/models.js';
import { pluginVersions, type Registry } from '../registry/registry.js';
import { packagesOf } from '../registry/transforms.js';
import { type CodeName, codeVersions, modelCode } from './code-versions.js';
import { machineIdentity } from './machine.js';
import type { Planning } from './planning.js';

/**
 * What a step's key holds beside its kind, its own parameters and the keys of its inputs. Nothing else decides a result:
 * not the names of steps and runs, where files lie, how a pipeline file is set, nor what is printed.
 */
export interface Ingredients {
  /** Digests of the code that computes it: of our packages, of the pipeline's own steps, and of plugins. */
  readonly code: CodeVersions;
  /** What of the machine and of the installed packages decides the bits; null where nothing does. */
  readonly environment: Json;
}

/** Of steps that a model decides: fits, predictions, robustness. */
export function modelIngredients(
  { registry, threads }: Pick<Planning, 'registry' | 'threads'>,
  { kind, engine }: ModelSpec,
  more: readonly CodeName[] = [],
): Ingredients {
  const { family, usesRuntime } = modelEntry(registry, kind);
  const packages: readonly CodeName[] = ['data', 'component', 'compute', 'preprocess', ...modelCode(family, engine)];
  return {
    code: { ...codeVersions([...packages, 'steps', ...more]), ...pluginVersions(registry, 'models', kind) },
    environment: machineIdentity({ family, engine, threads, usesRuntime: usesRuntime?.({ engine }) ?? true }),
  };
}

/** Of fitted preparation. Ours runs on JavaScript and WebAssembly alone; what a plugin computes with is its own. */
export function preparationIngredients(
  { registry }: { readonly registry: Registry },
  specs: readonly TransformSpec[],
): Ingredients {
  const ofPlugins = Object.assign({}, ...specs.map(({ kind }) => pluginVersions(registry, 'transforms', kind)));
  return {
    code: { ...codeVersions([...packagesOf(registry, specs), 'steps']), ...ofPlugins },
    environment: machineIdentity({ family: 'classical', usesRuntime: Object.keys(ofPlugins).length > 0 }),
  };
}

/** Of steps that only our own code decides: rows, folds, scores. */
export const ownIngredients = (...packages: readonly CodeName[]): Ingredients => ({
  code: codeVersions([...packages, 'steps']),
  environment: null,
});

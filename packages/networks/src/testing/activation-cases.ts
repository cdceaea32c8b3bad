import type { Spec } from '@selvedge/component';
import type { Json } from '@selvedge/data/types';
import { activations } from '../activations/activations.js';

/** An activation to compute values of, with what Keras calls it: one of its functions, or one of its layers. */
export interface ActivationCase {
  readonly spec: Spec;
  readonly function?: string;
  readonly layer?: string;
  /** Of the function or the layer. */
  readonly keywords: { readonly [name: string]: Json };
}

/**
 * Every activation with its defaults and its `examples`. `activations.reference.py` reads this list from the built
 * package, so that a new activation has no line there.
 */
export const activationCases = (): readonly ActivationCase[] =>
  activations.definitions.flatMap(({ kind, examples = [] }) => [{ kind }, ...examples].map(caseOf));

function caseOf(spec: Spec): ActivationCase {
  const params = activations.checked(spec);
  const { name, keywordsOf, layer } = activations.definitionOf(params.kind).keras;
  if (layer) return { spec, layer: layer.className, keywords: layer.configOf(params) };
  if (name) return { spec, function: name, keywords: keywordsOf?.(params) ?? {} };
  throw new Error(`activation '${spec.kind}': its definition states neither Keras's name nor a layer of Keras`);
}

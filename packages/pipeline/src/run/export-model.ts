import { type FittedClassifier, SelvedgeError } from '@selvedge/data';
import { type LayerSpec, resolveNetwork, saveKeras } from '@selvedge/networks';
import { declarationOfNetwork } from '@selvedge/networks/declaration';
import { type Weights, weightsByName } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import type { FittedNeural } from '@selvedge/neural';
import type { VerifyOptions } from '../models/sealed-state.js';
import type { Registry } from '../registry/registry.js';
import { openRunModel } from './load-model.js';
import { type PreparationLayers, preparationLayers } from './preparation-layers.js';

/** What an exported file says of its rows. */
export interface ExportedModel {
  readonly name: string;
  /** In the order of the outputs: Keras keeps no names of classes. */
  readonly classes: readonly string[];
  /** Of one row. */
  readonly inputShape: readonly number[];
  /** In the order in which the file expects them, where rows had named columns. */
  readonly columns?: readonly string[];
}

/**
 * Writes a network that a run has kept for Keras 3 (a path that ends in `.keras`) or tf.layers (a folder). Its preparation
 * becomes layers that are not trained: the file takes rows as they were before.
 *
 * @param path - as for `loadRunModel`
 * @throws SelvedgeError `unsupported` for models that are not networks, for views at prediction, and as `saveKeras`
 */
export async function exportRunModel(
  path: string,
  name: string | undefined,
  file: string,
  options: { readonly registry?: Registry } & VerifyOptions = {},
): Promise<ExportedModel> {
  const { about, fitted, model } = await openRunModel(path, name, options);
  if (!isNetwork(model)) {
    throw new SelvedgeError(
      'unsupported',
      `export: model '${about.name}' is a ${model.kind}; Keras has layers for networks (kind: neural) alone.`,
    );
  }
  if (model.params.testTimeAugmentation.length > 0) {
    throw new SelvedgeError(
      'unsupported',
      `export: model '${about.name}' averages views (testTimeAugmentation), which a file of Keras cannot say; fit it without.`,
    );
  }
  const whole = withPreparation(model, preparationLayers(fitted));
  await saveKeras(whole, file);
  return {
    name: about.name,
    classes: model.classes,
    inputShape: whole.network.inputShape,
    ...(about.columns && { columns: about.columns }),
  };
}

const isNetwork = (model: FittedClassifier): model is FittedNeural =>
  model.kind === 'neural' && 'network' in model && 'namedWeights' in model;

function withPreparation(
  model: FittedNeural,
  { layers, weights, inputShape }: PreparationLayers,
): { readonly network: Network; readonly weights: Weights } {
  const { network } = model;
  const last = layers.at(-1)?.name;
  if (last === undefined) return model;
  const declared = declarationOfNetwork(network);
  const behind = declared.layers.map(
    (layer): LayerSpec => ({
      ...layer,
      ...(layer.inputs && { inputs: layer.inputs.map((input) => (input === 'input' ? last : input)) }),
    }),
  );
  const whole = resolveNetwork({ ...declared, ...(inputShape && { inputShape }), layers: [...layers, ...behind] });
  const named = { ...weights, ...model.namedWeights() };
  return {
    network: { ...whole, head: network.head },
    weights: weightsByName(whole, named),
  };
}

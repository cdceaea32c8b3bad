import { SelvedgeError } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { activations } from '../activations/activations.js';
import type { ActivationDefinition } from '../activations/definition.js';
import { activationOf } from '../declaration/layer-rules.js';
import type { ActivationFunctionParams, ActivationFunctionSpec } from '../specs.generated.js';
import { type Config, unsupported } from './keras-json.js';

const { definitions } = activations;

/** The activation that Keras has under a name, be it its own or ours. */
export function activationOfName(value: Json | undefined, label: string): ActivationFunctionSpec {
  // Keras 3 writes a layer or a function of the user's as an object.
  const wanted = typeof value === 'string' ? value : JSON.stringify(value);
  const isAmbiguous = ({ kind, keras: { ambiguousName } }: ActivationDefinition): boolean =>
    ambiguousName !== undefined && (ambiguousName === wanted || kind.toLowerCase() === wanted.toLowerCase());
  const ambiguous = definitions.find(isAmbiguous);
  if (ambiguous) {
    throw unsupported(
      label,
      `its activation is '${wanted}', whose parameters depend on the version of Keras; use a ${ambiguous.keras.layer?.className} layer`,
    );
  }
  const found = definitions.find(({ kind, keras: { name, aliases = [] } }) =>
    [kind, name, ...aliases].includes(wanted),
  );
  if (found) return found.kind as ActivationFunctionParams['kind'];
  const names = definitions.flatMap(({ keras }) => [keras.name, ...(keras.aliases ?? [])]).filter(Boolean);
  throw unsupported(label, `its activation is '${wanted}'; known are ${names.join(', ')}`);
}

/** The activation for which Keras has a layer of its own; undefined for other layers. */
export function activationOfLayer(className: string, config: Config): ActivationFunctionSpec | undefined {
  const found = definitions.find(({ keras }) => keras.layer?.className === className);
  return found && ({ kind: found.kind, ...found.keras.layer?.paramsOf(config) } as ActivationFunctionSpec);
}

/** The layer of its own that Keras has for an activation. */
export function layerOfActivation(params: ActivationFunctionParams): { className: string; config: Config } | undefined {
  const { layer } = activations.definitionOf(params.kind).keras;
  return layer && { className: layer.className, config: layer.configOf(params) };
}

/** @throws SelvedgeError `unsupported` where Keras's name stands for other parameters */
export function nameOfActivation(spec: ActivationFunctionSpec): string {
  const params = activationOf(spec);
  const { kind, keras } = activations.definitionOf(params.kind);
  const isDefault = activations.names.includes(kind) && isSame(params, activationOf(params.kind));
  if (keras.name !== undefined && isDefault) return keras.name;
  const advice = keras.layer ? 'put an activation layer after it' : 'use its defaults';
  throw new SelvedgeError(
    'unsupported',
    `exportKeras: Keras has no name for the activation ${JSON.stringify(spec)} inside a layer; ${advice}.`,
  );
}

const isSame = (a: ActivationFunctionParams, b: ActivationFunctionParams): boolean =>
  Object.entries(a).every(([name, value]) => (b as unknown as Readonly<Record<string, unknown>>)[name] === value);

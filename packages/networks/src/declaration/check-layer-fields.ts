import { didYouMean, SelvedgeError } from '@selvedge/data';
import { isObject, needOf } from './field-type.js';
import { LAYER_FIELDS, LAYER_KINDS, type LayerField } from './layer-fields.js';
import type { LayerKind, LayerSpec } from './layer-spec.js';

/**
 * Checks every field of a layer that may come from a file.
 *
 * @param place - how error texts call the layer: `layer 3`
 * @returns the layer, now known to be one
 * @throws SelvedgeError `invalid-argument` naming the layer, the field, its value and what is allowed
 */
export function checkLayerFields(layer: unknown, place: string): LayerSpec {
  if (!isObject(layer)) throw badField(place, 'it', layer, "an object with a 'kind'");
  const kind = layer['kind'];
  const need = needOf({ type: 'choice', of: LAYER_KINDS }, kind);
  if (need !== undefined) throw badField(place, 'kind', kind, need);
  const fields: Readonly<Record<string, LayerField>> = LAYER_FIELDS[kind as LayerKind];
  const called = typeof layer['name'] === 'string' ? `layer '${layer['name']}' (${kind})` : `${place} (${kind})`;
  for (const [name, value] of Object.entries(layer)) {
    if (name === 'kind') continue;
    if (!Object.hasOwn(fields, name)) throw unknownField(called, kind as LayerKind, name, Object.keys(fields));
    if (value === undefined) continue;
    const allowed = needOf(fields[name], value);
    if (allowed !== undefined) throw badField(called, name, value, allowed);
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && layer[name] === undefined)
      throw badField(called, name, undefined, needOf(field, undefined) ?? '');
  }
  return layer as unknown as LayerSpec;
}

function unknownField(place: string, kind: LayerKind, name: string, known: readonly string[]): SelvedgeError {
  const near = didYouMean(name, known);
  const advice = near === undefined ? `a ${kind} layer has ${known.join(', ')}.` : `did you mean '${near}'?`;
  return new SelvedgeError('invalid-argument', `${place}: unknown field '${name}'; ${advice}`);
}

const badField = (place: string, name: string, value: unknown, allowed: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    value === undefined
      ? `${place}: ${name} is missing; need ${allowed}.`
      : `${place}: ${name} is ${JSON.stringify(value)}; need ${allowed}.`,
  );

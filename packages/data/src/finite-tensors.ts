import { SelvedgeError } from './errors.js';
import type { SavedState, TensorValues } from './saved-state.js';

/**
 * Refuses numbers that no fit gives.
 *
 * @param what - what they are of, for the message
 * @throws SelvedgeError `corrupt-file` for NaN and infinity
 */
export function checkFiniteTensors(
  { format, tensors }: Pick<SavedState, 'format' | 'tensors'>,
  what: string = format,
): void {
  for (const [name, { values }] of Object.entries(tensors)) checkFiniteValues(what, name, values);
}

/** The same for one tensor. */
export function checkFiniteValues(what: string, name: string, values: TensorValues): void {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new SelvedgeError(
    'corrupt-file',
    `${what}: the tensor '${name}' holds ${values[at]} at place ${at}; need finite numbers. Use an undamaged copy, or fit and save it again.`,
  );
}

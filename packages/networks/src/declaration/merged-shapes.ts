// The shape of what a layer makes of several others.

import { misfit } from './misfit.js';
import { channelsOf, showShape } from './shape.js';

type Shape = readonly number[];

/** All the same. */
export function sumShape(inputs: readonly Shape[], label: string): Shape {
  if (inputs.length < 2)
    throw misfit(label, `it reads ${inputs.length} layer, but adds two or more; name them in 'inputs'`);
  const different = inputs.find((shape) => showShape(shape) !== showShape(inputs[0]));
  if (different)
    throw misfit(label, `its inputs have shapes ${inputs.map(showShape).join(', ')}, but must have the same`);
  return inputs[0];
}

/** The largest size of each axis, which every input has, or 1. */
export function productShape(inputs: readonly Shape[], label: string): Shape {
  if (inputs.length < 2)
    throw misfit(label, `it reads ${inputs.length} layer, but multiplies two or more; name them in 'inputs'`);
  const output = inputs[0].map((_, axis) => Math.max(...inputs.map((shape) => shape[axis] ?? 1)));
  const isFitting = (shape: Shape): boolean =>
    shape.length === output.length && shape.every((size, axis) => size === 1 || size === output[axis]);
  if (inputs.every(isFitting)) return output;
  throw misfit(
    label,
    `its inputs have shapes ${inputs.map(showShape).join(', ')}, but must have the same, or 1 in place of a size; put a reshape layer before the smaller one`,
  );
}

/** The same but for the last axis, along which they are joined. */
export function concatenatedShape(inputs: readonly Shape[], label: string): Shape {
  if (inputs.length < 2)
    throw misfit(label, `it reads ${inputs.length} layer, but joins two or more; name them in 'inputs'`);
  const before = (shape: Shape): string => showShape(shape.slice(0, -1));
  if (inputs.some((shape) => before(shape) !== before(inputs[0]))) {
    throw misfit(
      label,
      `its inputs have shapes ${inputs.map(showShape).join(', ')}, but may differ only in the last axis`,
    );
  }
  return [...inputs[0].slice(0, -1), inputs.reduce((sum, shape) => sum + channelsOf(shape), 0)];
}

import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import { initializers } from '../initializers/initializers.js';
import type { NetworkNode } from './network.js';

/**
 * Refuses the initializer `whitening` where there are no patches of the training images to compute it from.
 *
 * @param label - the layer in error texts
 * @throws SelvedgeError `invalid-argument`
 */
export function checkWhitening({ operation, inputs, inputShapes, parameters }: NetworkNode, label: string): void {
  for (const { role, shape, initializer } of parameters) {
    if (initializers.checked(initializer).kind !== 'whitening') continue;
    if (role !== 'kernel') throw bad(label, `fills kernels, and this is its ${role}; use 'zeros' or 'ones'`);
    if (operation.kind !== 'conv2d' || operation.groups > 1)
      throw bad(label, 'fills convolutions that read all channels; use it in a conv2d layer with one group');
    if (inputs[0] !== 0)
      throw bad(
        label,
        "needs the patches of the network's input, which this layer does not read; use it in the first layer, and scale the rows before the network",
      );
    const [[height, width], [rows, columns]] = [inputShapes[0], operation.kernelSize];
    if (rows > height || columns > width)
      throw bad(label, `needs a kernel that fits into the image; ${rows} x ${columns} is larger`);
    const most = 2 * numbersIn(shape.slice(0, 3));
    if (operation.filters > most) {
      throw bad(
        label,
        `has ${most} filters at most, twice the numbers of a patch of ${shape.slice(0, 3).join(' x ')}, but the layer has ${operation.filters}; use fewer filters or a larger kernel`,
      );
    }
  }
}

const bad = (label: string, why: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `${label}: the initializer 'whitening' ${why}.`);

import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import { showShape } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';

/** @throws SelvedgeError `shape-mismatch` */
export function checkNetworkFits(network: Network, columns: number, classes: number): void {
  if (numbersIn(network.inputShape) !== columns) {
    throw new SelvedgeError(
      'shape-mismatch',
      `network ${network.name}: its input ${showShape(network.inputShape)} takes ${numbersIn(network.inputShape)} numbers a row, but the rows have ${columns}; change inputShape or the data.`,
    );
  }
  if (network.outputs !== classes) {
    throw new SelvedgeError(
      'shape-mismatch',
      `network ${network.name}: it has ${network.outputs} outputs, but the data has ${classes} classes; give the last layer ${classes} units.`,
    );
  }
}

/** @throws SelvedgeError `shape-mismatch` for a tensor that the network has not, or not of that size */
export function checkInitialWeights(network: Network, given: Readonly<Record<string, Float32Array>>): void {
  const slots = [...network.parameters, ...network.state];
  for (const [name, { length }] of Object.entries(given)) {
    const slot = slots.find((each) => each.name === name);
    if (slot?.size === length) continue;
    const wanted = slot ? `${slot.size} numbers` : `one of ${slots.map((each) => each.name).join(', ')}`;
    throw new SelvedgeError('shape-mismatch', `initialWeights: '${name}' has ${length} numbers; need ${wanted}.`);
  }
}

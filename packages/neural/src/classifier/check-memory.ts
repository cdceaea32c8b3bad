import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { Network } from '@selvedge/networks/types';
import { memory } from '#platform';

/** A step keeps each layer's output, its gradient, and copies in the runtime's own order. */
const COPIES = 3;

/**
 * Refuses a batch whose activations cannot fit, before the process is killed for it.
 *
 * @param available - bytes; default: the machine's memory, or what the process may have of it
 * @throws SelvedgeError `unsupported` with the batch that would fit
 */
export function checkMemory(network: Network, batchSize: number, available: number = memory()): void {
  const perRow = 4 * COPIES * network.nodes.reduce((sum, { outputShape }) => sum + numbersIn(outputShape), 0);
  const fixed = 4 * 6 * network.parameterCount; // weights, gradients, two moments, an average, the best
  if (fixed + perRow * batchSize <= available) return;
  const fits = Math.floor((available - fixed) / perRow);
  throw new SelvedgeError(
    'unsupported',
    `train: a batch of ${batchSize} rows through ${network.name} needs about ${gibibytes(fixed + perRow * batchSize)}, and there are ${gibibytes(available)}; ${fits >= 1 ? `use a batchSize of at most ${fits}` : 'use a smaller network'}.`,
  );
}

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB of memory`;

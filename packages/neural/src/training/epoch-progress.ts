import type { Progress } from '@selvedge/data';
import type { EpochRecord, Metrics } from './history.js';

/** The name of an epoch, counted from 1, for people. */
export const epochOf = (epoch: number, epochs: number): string => `epoch ${epoch} of ${epochs}`;

/**
 * What an epoch did, and how long the others will take if they take as long as those of this process.
 *
 * @param batches - in an epoch
 * @param seconds - of each epoch of this process, this one last
 */
export function progressOfEpoch(
  { epoch, learningRate, running, train, validation }: EpochRecord,
  epochs: number,
  batches: number,
  seconds: readonly number[],
): Progress {
  const all = seconds.reduce((sum, each) => sum + each, 0);
  return {
    step: epochOf(epoch, epochs),
    done: epoch * batches,
    total: epochs * batches,
    epoch: {
      epoch,
      epochs,
      learningRate,
      seconds: seconds[seconds.length - 1],
      secondsLeft: (all / seconds.length) * (epochs - epoch),
      running,
      ...(train && { train: figuresOf(train) }),
      ...(validation && { validation: figuresOf(validation) }),
    },
  };
}

const figuresOf = ({ loss, crossEntropy, accuracy }: Metrics): Readonly<Record<string, number>> => ({
  loss,
  crossEntropy,
  accuracy,
});

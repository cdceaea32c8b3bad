import { SelvedgeError } from '@selvedge/data';
import { appendText, writeText } from '#platform';
import type { EpochRecord } from '../training/history.js';
import type { TrainCallback } from './callback.js';

const COLUMNS: readonly (readonly [name: string, value: (record: EpochRecord) => number | undefined])[] = [
  ['epoch', ({ epoch }) => epoch],
  ['learningRate', ({ learningRate }) => learningRate],
  ['trainSeconds', ({ trainSeconds }) => trainSeconds],
  ['evaluationSeconds', ({ evaluationSeconds }) => evaluationSeconds],
  ['runningLoss', ({ running }) => running.loss],
  ['runningAccuracy', ({ running }) => running.accuracy],
  ['trainLoss', ({ train }) => train?.loss],
  ['trainCrossEntropy', ({ train }) => train?.crossEntropy],
  ['trainAccuracy', ({ train }) => train?.accuracy],
  ['validationLoss', ({ validation }) => validation?.loss],
  ['validationCrossEntropy', ({ validation }) => validation?.crossEntropy],
  ['validationAccuracy', ({ validation }) => validation?.accuracy],
];

/**
 * Writes one line per epoch to a CSV file with a header; a figure that was not measured is an empty field. A resumed
 * run goes on in the same file.
 *
 * @throws SelvedgeError `io` from training when the file cannot be written
 */
export function csvLog(path: string): TrainCallback {
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (cause) {
      throw new SelvedgeError(
        'io',
        `csvLog ${path}: could not be written (${String(cause)}); need a folder that exists.`,
        { cause },
      );
    }
  };
  return {
    onTrainBegin: ({ firstEpoch }) =>
      firstEpoch > 1 ? undefined : attempt(() => writeText(path, `${COLUMNS.map(([name]) => name).join(',')}\n`)),
    onEpochEnd: (record) =>
      attempt(() => appendText(path, `${COLUMNS.map(([, value]) => value(record) ?? '').join(',')}\n`)),
  };
}

import type { Breach } from '@selvedge/component/types';

interface Shares {
  readonly validation: number;
  readonly test?: number;
}

/** A rule: validation and test leave rows to train on. */
export function leavesTraining({ validation, test = 0 }: Shares): Breach | undefined {
  if (validation + test < 1) return undefined;
  const message = `need shares of validation and test that leave training rows, for instance 0.2; they are ${validation} and ${test}`;
  return { path: ['validation'], message };
}

/** Validation and test rows of so many rows. */
export const countsOf = ({ validation, test = 0 }: Shares, rows: number): readonly [number, number] => [
  Math.round(validation * rows),
  Math.round(test * rows),
];

import type { LabelledRows, Labels } from '@selvedge/data';
import { countEqual } from '@selvedge/data/checks';

/** How predictions did: one cell of a grid. */
export function errorsOf({ labels }: LabelledRows, predicted: Labels): { errors: number; accuracy: number } {
  const right = countEqual(labels, predicted);
  return { errors: predicted.length - right, accuracy: right / predicted.length };
}

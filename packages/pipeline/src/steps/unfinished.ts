import type { FittedClassifier } from '@selvedge/data';

/** A fit that was allowed no more iterations before its optimum was found. */
export interface Unfinished {
  readonly iterations: number;
}

/** Undefined where a model found its optimum, or does not look for one. */
export function unfinishedOf(model: FittedClassifier): Unfinished | undefined {
  const { convergence } = model as { readonly convergence?: Convergence };
  if (convergence === undefined) return undefined;
  const { isConverged, stopped, iterations, losses } = convergence;
  // Without losses the engine takes as many steps as it is told, and looks for nothing.
  const isCutOff = isConverged === false || (stopped === 'max-iterations' && losses !== undefined && losses.length > 0);
  return isCutOff ? { iterations } : undefined;
}

/** What linear models say of their fit. */
interface Convergence {
  readonly iterations: number;
  readonly isConverged?: boolean;
  readonly stopped?: string;
  readonly losses?: readonly number[];
}

/** What scikit-learn calls a ConvergenceWarning. */
export const unfinishedNote = (name: string, { iterations }: Unfinished): string =>
  `${name}: stopped after ${iterations} iterations, before it converged; its weights depend on where it stopped. Allow more with maxIter, or scale the features: preprocess: [{ kind: standardize }].`;

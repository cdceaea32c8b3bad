/** What a section is measured with. */
export interface Measure {
  /** An interpreter that has scikit-learn. */
  readonly python: string;
  /** Of simulations. */
  readonly repetitions: number;
  /** Random cases of each metric, model and transform. */
  readonly cases: number;
}

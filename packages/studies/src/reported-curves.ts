/** A validation curve that the authors of the first report published with their code. */
export interface ReportedCurve {
  /** What was varied. */
  readonly field: 'epochs' | 'layers' | 'nodes' | 'batch size' | 'learning rate';
  readonly at: readonly number[];
  /** Validation accuracy in per cent. */
  readonly pytorch: readonly number[];
  readonly keras: readonly number[];
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** UCI CS273A, Figure 2: 12,000 validation rows, one value varied at a time, one seed. */
// biome-ignore format: tables
export const REPORTED_CURVES: readonly ReportedCurve[] = [
  {
    field: 'epochs',
    at: range(1, 30),
    pytorch: [
      84.47, 86.33, 87.58, 87.94, 88.64, 89.10, 87.58, 88.88, 89.53, 89.38, 89.46, 89.54, 89.28, 89.15, 88.83,
      89.98, 90.34, 89.73, 89.97, 89.95, 90.28, 89.46, 89.69, 89.86, 90.15, 89.72, 89.75, 89.72, 90.04, 89.55,
    ],
    keras: [
      85.93, 86.53, 87.25, 86.53, 88.17, 88.88, 88.73, 88.23, 88.30, 88.37, 88.96, 88.33, 88.98, 88.89, 89.04,
      89.04, 89.14, 89.32, 89.02, 89.18, 89.27, 89.55, 89.09, 89.19, 89.20, 89.05, 88.86, 88.63, 89.12, 89.43,
    ],
  },
  {
    field: 'layers',
    at: range(2, 6),
    pytorch: [89.58, 88.27, 89.17, 88.56, 88.98],
    keras: [87.93, 88.91, 88.22, 88.39, 87.50],
  },
  {
    field: 'nodes',
    at: [64, 128, 256, 512, 1024, 2048],
    pytorch: [88.10, 88.28, 89.50, 89.12, 89.00, 89.14],
    keras: [88.08, 88.28, 87.77, 88.80, 88.41, 88.32],
  },
  {
    field: 'batch size',
    at: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048],
    pytorch: [86.14, 87.88, 88.57, 88.79, 88.80, 88.07, 89.62, 89.12, 88.61, 87.39, 87.42, 86.93],
    keras: [86.73, 86.69, 87.36, 87.27, 88.78, 88.29, 88.87, 88.73, 88.94, 89.16, 88.86, 87.98],
  },
  {
    field: 'learning rate',
    at: [
      0.0001, 0.0003, 0.0005, 0.0007, 0.001, 0.003, 0.005, 0.007, 0.01, 0.013, 0.015, 0.017, 0.02, 0.025, 0.03,
      0.07, 0.1, 0.2, 0.4,
    ],
    pytorch: [
      87.01, 88.24, 88.71, 89.73, 88.71, 88.33, 88.06, 87.89, 87.45, 87.04, 86.78, 85.48, 85.81, 85.75, 83.96,
      45.93, 9.70, 9.85, 9.77,
    ],
    keras: [
      88.40, 88.71, 88.70, 88.92, 88.92, 87.80, 86.38, 86.59, 84.68, 84.25, 84.88, 84.49, 84.24, 77.03, 66.93,
      19.77, 10.03, 9.84, 10.03,
    ],
  },
];

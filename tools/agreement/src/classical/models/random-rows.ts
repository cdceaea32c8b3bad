import type { Rng } from '@selvedge/data';

/** What the columns of a case are like. */
export type Columns = 'normal' | 'grid' | 'constant' | 'far' | 'huge' | 'tiny' | 'near-constant';

/** Small labelled data with rows to predict. */
export interface RandomRows {
  readonly features: number[][];
  readonly labels: number[];
  readonly classes: number;
  /** Some 0; absent in half of the cases. */
  readonly weights?: number[];
  readonly queries: number[][];
}

/** How rows are drawn. */
export interface RowsOptions {
  readonly columns: readonly Columns[];
  /** Whether some cases have weights. */
  readonly weighted?: boolean;
  /** Rows of each class, at least; default 1. */
  readonly perClass?: number;
  readonly mostClasses?: number;
}

/** Few rows of 1 to 6 columns and 2 to 8 classes, which overlap. */
export function randomRows(
  rng: Rng,
  { columns: kinds, weighted, perClass = 1, mostClasses = 8 }: RowsOptions,
): RandomRows {
  const classes = 2 + rng.int(mostClasses - 1);
  const columns = 1 + rng.int(6);
  const rows = classes * perClass + 2 + rng.int(50);
  const labels = Array.from({ length: rows }, (_, row) =>
    row < classes * perClass ? row % classes : rng.int(classes),
  );
  const drawn = Array.from({ length: columns }, () => kinds[rng.int(kinds.length)]);
  // One column at least tells the classes apart.
  const chosen: readonly Columns[] = drawn.some((kind) => kind !== 'constant') ? drawn : ['normal', ...drawn.slice(1)];
  const centres = Array.from({ length: classes }, () => chosen.map(() => 1.5 * rng.normal()));
  const constants = chosen.map(() => 0.1 + rng.int(5) / 3);
  const rowOf = (label: number): number[] =>
    chosen.map((kind, column) => numberOf(kind, centres[label][column] + rng.normal(), constants[column]));
  const weights = Array.from({ length: rows }, (_, row) =>
    row >= classes * perClass && rng.uniform() < 0.1 ? 0 : Math.round(1 + 3000 * rng.uniform()) / 1000,
  );
  return {
    features: labels.map(rowOf),
    labels,
    classes,
    ...(weighted && rng.int(2) === 0 && { weights }),
    queries: Array.from({ length: 12 }, () => rowOf(rng.int(classes))),
  };
}

function numberOf(kind: Columns, value: number, constant: number): number {
  switch (kind) {
    case 'normal':
      return value;
    case 'grid':
      return Math.round(value);
    case 'constant':
      return constant;
    case 'near-constant':
      return constant * (1 + 1e-9 * value);
    case 'far':
      return 1e8 + value;
    case 'huge':
      return 1e6 * value;
    case 'tiny':
      return 1e-6 * value;
    default:
      throw new Error(`internal: ${kind satisfies never}`);
  }
}

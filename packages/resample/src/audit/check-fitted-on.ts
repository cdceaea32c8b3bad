import {
  type FittedTransform,
  type Matrix,
  rowRange,
  SelvedgeError,
  type ShapedRows,
  selectRows,
  type Transform,
} from '@selvedge/data';

/** Rounding may depend on how many rows are computed together; statistics of other rows change far more. */
const TOLERANCE = 1e-3;

/**
 * Refuses preparation whose statistics come from other rows than its training rows. A step is found in either of two
 * ways: rows come out otherwise when other rows are beside them (statistics of the rows it is applied to), or the same
 * training rows give another result after it has been fitted and applied elsewhere (statistics that were carried over).
 *
 * What it cannot find: a step that reads rows from somewhere else, the same ones every time.
 *
 * @param make - makes the steps, unfitted, in their order
 * @param train - a small sample of training rows; at least two
 * @param others - a sample of other rows
 * @throws SelvedgeError `invalid-argument` naming the step
 */
export async function checkFittedOn(
  make: () => readonly Transform[],
  train: ShapedRows,
  others: ShapedRows,
): Promise<void> {
  const prepare = async (rows: ShapedRows): Promise<readonly FittedTransform[]> => {
    const fitted: FittedTransform[] = [];
    let output = rows;
    for (const transform of make()) {
      const next = await transform.fit(output);
      fitted.push(next);
      output = next.apply(output);
    }
    return fitted;
  };
  const first = await prepare(train);
  const outputs = outputsOf(first, train);
  let [alone, together] = [train, others];
  for (const step of first) {
    checkCompany(step, alone, together);
    [alone, together] = [step.apply(alone), step.apply(together)];
  }
  await prepare(others);
  const again = outputsOf(await prepare(train), train);
  outputs.forEach((output, at) => {
    if (differ(output.features, again[at].features)) throw carried(first[at].kind);
  });
}

const outputsOf = (fitted: readonly FittedTransform[], rows: ShapedRows): readonly ShapedRows[] => {
  const outputs: ShapedRows[] = [];
  for (const step of fitted) outputs.push(step.apply(outputs.at(-1) ?? rows));
  return outputs;
};

/** Half of the rows must come out of a step as they do when all are applied together. */
function checkCompany(step: FittedTransform, train: ShapedRows, others: ShapedRows): void {
  for (const rows of [train, others]) {
    const half = Math.max(1, rows.features.rows >> 1);
    const whole = step.apply(rows).features;
    const part = step.apply({ ...rows, features: selectRows(rows.features, rowRange(0, half)) }).features;
    if (differ(selectRows(whole, rowRange(0, half)), part)) throw ofOthers(step.kind);
  }
}

function differ(a: Matrix, b: Matrix): boolean {
  if (a.values.length !== b.values.length) return true;
  for (let at = 0; at < a.values.length; at++) {
    const scale = Math.max(1, Math.abs(a.values[at]));
    if (!(Math.abs(a.values[at] - b.values[at]) <= TOLERANCE * scale)) return true;
  }
  return false;
}

const ofOthers = (kind: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${kind}: prepares a row differently when other rows are beside it, so its statistics come from the rows that it is applied to, test rows among them. Fit them on the training rows, and keep them.`,
  );

const carried = (kind: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `state leak: ${kind} fitted twice on the same rows prepares them differently after it was fitted on other rows, so it carries statistics from fit to fit. Start every fit from nothing.`,
  );

import { nextTurn } from '@selvedge/compute';
import { checkLabels, checkSize, type LabelledRows, type Matrix, SelvedgeError } from '@selvedge/data';
import type { Network } from '@selvedge/networks';
import { numbersIn, showShape } from '@selvedge/networks/engine';

/**
 * Checks rows to fit on before any work.
 *
 * @throws SelvedgeError as `checkRows`, and `invalid-argument` for one class only
 */
export async function checkTrainingRows(what: string, data: LabelledRows): Promise<void> {
  await checkRows(what, data);
  const { labels } = data;
  if (labels.some((label) => label !== labels[0])) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: every row has label ${labels[0]}; need rows of at least two classes.`,
  );
}

/** @throws SelvedgeError `invalid-argument` for no rows, NaN, labels out of range; `shape-mismatch` */
export async function checkRows(what: string, data: LabelledRows): Promise<void> {
  checkParts(what, data);
  const { features } = data;
  if (features.rows === 0) throw new SelvedgeError('invalid-argument', `${what}: got 0 rows; need at least one.`);
  checkMatrix(what, features);
  checkLabels(what, data);
  await checkFinite(what, features);
}

/** Said before anything reads them: JavaScript has no types. */
function checkParts(what: string, data: LabelledRows | null | undefined): void {
  const missing = (['features', 'labels', 'classes'] as const).find((name) => typeof data?.[name] !== 'object');
  if (missing === undefined && Array.isArray(data?.classes)) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: the rows have no ${missing ?? 'list of classes'}; need { features, labels, classes }, as loadDataset gives them.`,
  );
}

/** @throws SelvedgeError `shape-mismatch` */
export function checkNetworkFits(network: Network, columns: number, classes: number): void {
  if (numbersIn(network.inputShape) !== columns) {
    throw new SelvedgeError(
      'shape-mismatch',
      `network ${network.name}: its input ${showShape(network.inputShape)} takes ${numbersIn(network.inputShape)} numbers a row, but the rows have ${columns}; change inputShape or the data.`,
    );
  }
  if (network.outputs !== classes) {
    throw new SelvedgeError(
      'shape-mismatch',
      `network ${network.name}: it has ${network.outputs} outputs, but the data has ${classes} classes; give the last layer ${classes} units.`,
    );
  }
}

/** @throws SelvedgeError `shape-mismatch` for a tensor that the network has not, or not of that size */
export function checkInitialWeights(network: Network, given: Readonly<Record<string, Float32Array>>): void {
  const slots = [...network.parameters, ...network.state];
  for (const [name, { length }] of Object.entries(given)) {
    const slot = slots.find((each) => each.name === name);
    if (slot?.size === length) continue;
    const wanted = slot ? `${slot.size} numbers` : `one of ${slots.map((each) => each.name).join(', ')}`;
    throw new SelvedgeError('shape-mismatch', `initialWeights: '${name}' has ${length} numbers; need ${wanted}.`);
  }
}

/** @throws SelvedgeError `shape-mismatch` unless there are as many numbers as the matrix says; `invalid-argument` */
export function checkMatrix(what: string, features: Matrix): void {
  if (!ArrayBuffer.isView(features?.values) || features.values instanceof BigInt64Array) {
    throw new SelvedgeError('invalid-argument', `${what}: the features are no typed array in a Matrix; use matrix().`);
  }
  checkSize(what, features);
}

/** Numbers looked at before other work of the thread gets its turn: a few milliseconds. */
const STRETCH = 1_000_000;

/** @throws SelvedgeError `invalid-argument` naming the first row and column that is not finite */
export async function checkFinite(what: string, { values, columns }: Matrix): Promise<void> {
  if (values instanceof Uint8Array) return;
  for (let start = 0; start < values.length; start += STRETCH) {
    const end = Math.min(values.length, start + STRETCH);
    for (let i = start; i < end; i++) {
      if (Number.isFinite(Math.fround(values[i]))) continue; // networks compute in float32
      throw new SelvedgeError(
        'invalid-argument',
        `${what}: the number in row ${Math.floor(i / columns)}, column ${i % columns} is ${values[i]}; need finite float32 numbers. Impute, scale or drop such rows first.`,
      );
    }
    if (end < values.length) await nextTurn();
  }
}

import { SelvedgeError } from './errors.js';

/**
 * Refuses rows and labels as two arguments, as scikit-learn and Keras have them, with the line that puts them together.
 *
 * @param call - the right call around the text of the rows: `(rows) => \`fit(${rows})\``
 * @param labels - what was given where the labels would be; anything but a list is left to other checks
 * @throws SelvedgeError `invalid-argument`
 */
export function refuseLabelsApart(
  what: string,
  call: (rows: string) => string,
  features: unknown,
  labels: unknown,
): void {
  const isView = ArrayBuffer.isView(labels);
  if (!Array.isArray(labels) && !isView) return;
  const names = Array.isArray(labels) && labels.some((label) => typeof label === 'string');
  const parts = names
    ? 'const { labels, classes } = encodeLabels(y), with encodeLabels of @selvedge/preprocess, and '
    : 'const labels = Uint16Array.from(y), const classes = the names of the classes, and ';
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: got features and labels apart; rows come with their labels. Write ${parts}${call(`{ features: ${featuresLine(features)}, labels, classes }`)}.`,
  );
}

function featuresLine(features: unknown): string {
  if (Array.isArray(features)) {
    const columns = Array.isArray(features[0]) ? features[0].length : 1;
    return `matrix(Float32Array.from(X.flat()), ${features.length}, ${columns})`;
  }
  return ArrayBuffer.isView(features) ? 'matrix(X, rows, columns)' : 'X';
}

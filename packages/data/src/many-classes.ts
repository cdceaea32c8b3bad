import { countByClass, type Dataset } from './dataset.js';

/** Below it, few rows a class mean nothing: examples and tests are that small. */
const FEW_ROWS = 20;

/**
 * What to ask where more than half as many classes as rows occur, as scikit-learn warns: the label may be an id, a time or
 * free text. Undefined otherwise, and below 20 rows.
 */
export function manyClasses({ labels, classes }: Pick<Dataset, 'labels' | 'classes'>): string | undefined {
  const present = countByClass(labels, classes.length).filter((rows) => rows > 0);
  if (labels.length < FEW_ROWS || present.length <= labels.length / 2) return undefined;
  const single = present.filter((rows) => rows === 1).length;
  return `${present.length} classes in ${labels.length} rows, ${single} of them of a single row; is another column the label?`;
}

import { onlyFields } from '@selvedge/data/checks';
import { EVERY_NUMBER } from './binned-columns.js';
import { weightsOf } from './node-counts.js';
import { LEAF, type TreeNodes } from './nodes.js';

/** Options for exporting a tree. */
export interface ExportOptions {
  /** Names of the columns; default `feature 0`, `feature 1`, ... */
  readonly featureNames?: readonly string[];
  /** Deeper branches are left out; default: none. */
  readonly maxDepth?: number;
}

/**
 * A tree as indented lines of text, one per comparison and leaf. Where training rows had missing values, each comparison
 * names the side of these.
 */
export function exportText(nodes: TreeNodes, classes: readonly string[], options: ExportOptions = {}): string {
  checkExportOptions('exportText', options);
  const { feature, right } = nodes;
  const { maxDepth = Number.POSITIVE_INFINITY } = options;
  const lines: string[] = [];
  const stack = [{ node: 0, depth: 0, head: '' }];
  for (let open = stack.pop(); open; open = stack.pop()) {
    const { node, depth, head } = open;
    const indent = '|   '.repeat(Math.max(0, depth - 1));
    if (head !== '') lines.push(`${indent}|--- ${head}`);
    const inner = `${'|   '.repeat(depth)}|--- `;
    if (feature[node] === LEAF) lines.push(`${inner}class: ${describeLeaf(nodes, classes, node)}`);
    else if (depth >= maxDepth) lines.push(`${inner}... cut off at depth ${maxDepth}`);
    else {
      const [yes, no] = comparison(nodes, options, node);
      stack.push({ node: right[node], depth: depth + 1, head: no });
      stack.push({ node: node + 1, depth: depth + 1, head: yes });
    }
  }
  return `${lines.join('\n')}\n`;
}

/** @throws SelvedgeError `invalid-argument` for an option that trees are not exported with */
export function checkExportOptions(what: string, options: ExportOptions): void {
  onlyFields(what, options, ['featureNames', 'maxDepth'], {
    classNames: 'nothing: the names of the classes are those of the training rows',
    outFile: 'nothing: the text is returned',
    depth: 'maxDepth: 3',
  });
}

/** What holds of the rows on the left of a fork, and of those on its right. */
export function comparison(
  { feature, threshold, missingLeft }: TreeNodes,
  options: ExportOptions,
  node: number,
): readonly [left: string, right: string] {
  const name = featureName(options, feature[node]);
  if (threshold[node] === EVERY_NUMBER) return [`${name} is not missing`, `${name} is missing`];
  const at = formatNumber(threshold[node]);
  const [left, right] = [`${name} <= ${at}`, `${name} > ${at}`];
  if (!missingLeft) return [left, right];
  return missingLeft[node] === 1 ? [`${left} or missing`, right] : [left, `${right} or missing`];
}

function featureName({ featureNames }: ExportOptions, feature: number): string {
  return featureNames?.[feature] ?? `feature ${feature}`;
}

/** Up to six significant digits, without trailing zeros. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** The class with most weight in a node. */
export function heaviestClass(nodes: TreeNodes, classes: number, node: number): number {
  const { weights, labels } = weightsOf(nodes, classes, node);
  let best = 0;
  for (let at = 1; at < weights.length; at++) if (weights[at] > weights[best]) best = at;
  return labels ? labels[best] : best;
}

function describeLeaf(nodes: TreeNodes, classes: readonly string[], node: number): string {
  return `${classes[heaviestClass(nodes, classes.length, node)]} (${nodes.samples[node]} rows)`;
}

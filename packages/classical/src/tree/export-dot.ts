import { checkExportOptions, comparison, type ExportOptions, formatNumber, heaviestClass } from './export-text.js';
import { LEAF, type TreeNodes } from './nodes.js';

/** A tree in Graphviz' DOT language: `dot -Tsvg tree.dot > tree.svg` draws it. */
export function exportDot(nodes: TreeNodes, classes: readonly string[], options: ExportOptions = {}): string {
  checkExportOptions('exportDot', options);
  const { feature, right, samples, impurity } = nodes;
  const { maxDepth = Number.POSITIVE_INFINITY } = options;
  const lines = ['digraph tree {', '  node [shape=box, fontname="sans-serif"];'];
  const stack = [{ node: 0, depth: 0 }];
  for (let open = stack.pop(); open; open = stack.pop()) {
    const { node, depth } = open;
    const isFork = feature[node] !== LEAF;
    const parts = [
      isFork ? comparison(nodes, options, node)[0] : '',
      `impurity ${formatNumber(impurity[node])}`,
      `rows ${samples[node]}`,
      classes[heaviestClass(nodes, classes.length, node)],
    ];
    lines.push(`  ${node} [label="${parts.filter(Boolean).map(escapeDot).join('\\n')}"];`);
    if (!isFork || depth >= maxDepth) continue;
    lines.push(`  ${node} -> ${node + 1} [label="yes"];`, `  ${node} -> ${right[node]} [label="no"];`);
    stack.push({ node: right[node], depth: depth + 1 }, { node: node + 1, depth: depth + 1 });
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

const escapeDot = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

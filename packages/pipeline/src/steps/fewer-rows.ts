import { createRng, rowIndices, selectFrom } from '@selvedge/data';
import { type Node, node } from '@selvedge/workflow';
import { codeVersions } from '../plan/code-versions.js';
import type { Parts } from './rows.js';

/** Some of the training rows, drawn at random; smaller draws are parts of larger ones. Other rows stay. */
export function fewerRowsNode(rows: Node<Parts>, size: number, seed: number): Node<Parts> {
  return node({
    id: `fewer/${size}`,
    kind: 'folds',
    label: `draw ${size} training rows`,
    params: { size, seed },
    inputs: { rows },
    code: codeVersions(['data', 'steps']),
    async run(context) {
      const { train, ...others } = await context.get(rows);
      const order = Uint32Array.from(train.labels, (_, row) => row);
      createRng(seed).fork('fewer rows').shuffle(order);
      return { ...others, train: selectFrom(train, rowIndices(order.slice(0, size).sort()), `${size} rows`) };
    },
  });
}

import type { SavedState, Tensor } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import { readTensor } from '../saved-config.js';

/** The arrays of a tree: of each its type and, where it has several numbers per node, how many. */
export interface NodeArrays {
  readonly [name: string]: { readonly type: NodeArrayType; readonly width?: number };
}

type NodeArrayType =
  | Uint8ArrayConstructor
  | Int32ArrayConstructor
  | Uint32ArrayConstructor
  | Float32ArrayConstructor
  | Float64ArrayConstructor;
type NodeArray = Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array;
/** As `InstanceType`, whatever the buffer. */
type ArrayOf<Type> = Type extends { readonly prototype: infer Made } ? Extract<NodeArray, Made> : never;
type TreeOf<Arrays extends NodeArrays> = { readonly [Name in keyof Arrays]: ArrayOf<Arrays[Name]['type']> };

const shapeOf = (nodes: number, width: number | undefined) => (width === undefined ? [nodes] : [nodes, width]);

/** The tensors of some trees, one behind the other; `sizes` says how many nodes each has. */
export function joinTrees<const Arrays extends NodeArrays>(
  arrays: Arrays,
  trees: readonly (TreeOf<Arrays> & { readonly feature: Int32Array })[],
): Record<string, Tensor> {
  const sizes = Uint32Array.from(trees, ({ feature }) => feature.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const tensors: Record<string, Tensor> = { sizes: { values: sizes, shape: [sizes.length] } };
  for (const [name, { type, width }] of Object.entries(arrays)) {
    const shape = shapeOf(total, width);
    const values = new type(numbersIn(shape));
    let at = 0;
    for (const tree of trees) {
      values.set(tree[name], at);
      at += tree[name].length;
    }
    tensors[name] = { values, shape };
  }
  return tensors;
}

/**
 * Reads them back.
 *
 * @throws SelvedgeError `corrupt-file` for a tensor that is missing or has another type or shape
 */
export function splitTrees<const Arrays extends NodeArrays>(arrays: Arrays, saved: SavedState): TreeOf<Arrays>[] {
  const sizes = readTensor(saved, 'sizes', Uint32Array, [-1]).values;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const all = Object.entries(arrays).map(([name, { type, width }]) => {
    const { values } = readTensor<NodeArray>(saved, name, type, shapeOf(total, width));
    return { name, values, width: width ?? 1 };
  });
  let start = 0;
  return Array.from(sizes, (size) => {
    const end = start + size;
    const parts = all.map(({ name, values, width }) => [name, values.slice(start * width, end * width)]);
    start = end;
    return Object.fromEntries(parts) as TreeOf<Arrays>;
  });
}

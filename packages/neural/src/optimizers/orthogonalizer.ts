import { instantiateKernels, MemoryPlan } from '@selvedge/compute/kernels';
import type { KernelMatrix } from './matrices.js';
import { NORM_EPSILON } from './newton-schulz.js';
import { optimizerWasm } from './optimizer.wasm.js';

/** Overwrites numbers of an array that form a matrix with about its orthogonal factor. */
export type Orthogonalize = (values: Float32Array, matrix: KernelMatrix) => void;

const upTo = (size: number, multiple: number): number => Math.ceil(size / multiple) * multiple;

/** Sides as the kernel has them: the long one first, both with zeros up to whole vectors. */
const sidesOf = ({ rows, columns }: KernelMatrix): readonly [number, number] => [
  upTo(Math.max(rows, columns), 4),
  upTo(Math.min(rows, columns), 8),
];

/** As `orthogonalized`, in WebAssembly, with memory for the largest of these matrices. */
export function createOrthogonalizer(matrices: readonly KernelMatrix[]): Orthogonalize {
  const kernels = instantiateKernels<{
    polar(x: number, out: number, scratch: number, rows: number, columns: number, norm: number): void;
  }>(optimizerWasm);
  const sides = matrices.map(sidesOf);
  const numbers = Math.max(0, ...sides.map(([long, short]) => long * short));
  const square = Math.max(0, ...sides.map(([, short]) => short * short));
  const plan = new MemoryPlan(kernels);
  const [x, out, scratch] = [numbers, numbers, 5 * square].map((count) => plan.place(count * 4));
  plan.apply();
  const input = new Float32Array(kernels.memory.buffer, x, numbers);
  const output = new Float32Array(kernels.memory.buffer, out, numbers);

  return (values, matrix) => {
    const { rows, columns, places } = matrix;
    const [long, short] = sidesOf(matrix);
    // The places of number (row, column): the short side becomes the columns.
    const [rowStep, columnStep] = rows >= columns ? [short, 1] : [1, short];
    input.fill(0, 0, long * short);
    let squares = 0;
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++) {
        const value = values[places[at]];
        squares += value * value;
        input[row * rowStep + column * columnStep] = value;
      }
    }
    kernels.exports.polar(x, out, scratch, long, short, Math.sqrt(squares) + NORM_EPSILON);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++) {
        values[places[at]] = output[row * rowStep + column * columnStep];
      }
    }
  };
}

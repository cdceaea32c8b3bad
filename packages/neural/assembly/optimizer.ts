// AssemblyScript: compiled to WebAssembly by tools/assembly. The plain version, with the formulas and their sources,
// is src/optimizers/plain.ts. Arguments named like arrays are addresses of float32 numbers, `count` is how many.

export { adam } from './adam';
export { prepare } from './gradients';
export { decayedStep, direction } from './muon';
export { polar } from './polar';
export { adagrad, rmsprop } from './scaled-by-squares';
export { momentum, sgd } from './sgd';

/** Where memory that the compiler does not use begins. */
export function heapBase(): usize {
  return __heap_base;
}

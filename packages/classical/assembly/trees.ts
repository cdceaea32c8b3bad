// AssemblyScript: compiled to WebAssembly by tools/assembly. What trees are grown with.
export { growBranch } from './branch';
export { bestCut } from './gini';
export { drawnCut } from './random-cut';

export function heapBase(): usize {
  return __heap_base;
}

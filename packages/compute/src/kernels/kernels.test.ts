// nx-ignore-next-line: what writes code decides no build
import { staleKernels } from '@selvedge/assembly-tools';
import { distancesWasm } from './distances.wasm.js';
import { instantiateKernels, MemoryPlan } from './instantiate.js';

test('the embedded kernels are what their sources compile to', async () => {
  expect(await staleKernels(['compute'])).toEqual([]);
});

test('a memory plan keeps off the tables of the compiler and aligns its places', () => {
  const kernels = instantiateKernels<object>(distancesWasm);
  const plan = new MemoryPlan(kernels);
  const [a, b] = [plan.place(100), plan.place(200_000)];
  plan.apply();
  expect(a).toBeGreaterThanOrEqual(kernels.heapBase);
  expect([a % 64, b % 64]).toEqual([0, 0]);
  expect(b).toBeGreaterThanOrEqual(a + 100);
  expect(kernels.memory.buffer.byteLength).toBeGreaterThanOrEqual(b + 200_000);
});

test('more memory than WebAssembly can address is refused', () => {
  const plan = new MemoryPlan(instantiateKernels<object>(distancesWasm));
  plan.place(5 * 2 ** 30);
  expect(() => plan.apply()).toThrow(expect.objectContaining({ code: 'unsupported' }));
});

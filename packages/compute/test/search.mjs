import { onnxModel, openSession, prepareRows, searchNeighbors, tensor } from '@selvedge/compute';
import { loadRuntime } from '@selvedge/compute/kernels';

// Run by fallback.test.ts: the same graphs on whichever runtime this process has, here and in worker threads.
const value = { type: 'float32', shape: [2] };
const model = onnxModel({
  inputs: { x: value },
  outputs: { y: value },
  nodes: [{ op: 'Add', inputs: ['x', 'x'], outputs: ['y'] }],
});
const session = await openSession(model);
const { y } = await session.run({ x: tensor(Float32Array.of(1, 2)) });
const rows = { values: Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919) % 256), rows: 600, columns: 5 };
const found = [];
for (const values of [rows.values, Float32Array.from(rows.values)]) {
  const train = prepareRows({ ...rows, values }, 'euclidean');
  const queries = { values: values.slice(0, 25), rows: 5, columns: 5 };
  const neighbors = new Array(5);
  await searchNeighbors(train, queries, { k: 3, threads: 2 }, ({ rows: near, k }, first) => {
    for (let at = 0; at < near.length; at += k) neighbors[first + at / k] = [...near.slice(at, at + k)];
  });
  found.push(neighbors);
}
console.log(JSON.stringify({ runtime: (await loadRuntime()).name, y: [...y.data], found }));

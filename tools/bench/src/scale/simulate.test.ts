import { createRng } from '@selvedge/data';
import { Heap } from './heap.js';
import { type Costs, type Sweep, simulate } from './simulate.js';

const free: Costs = {
  storeRequest: 0,
  storeByte: 0,
  networkByte: 0,
  queuePublish: 0,
  queueJob: 0,
  coordinatorPublish: 0,
  coordinatorJob: 0,
};
const sweep: Sweep = {
  trials: 1000,
  seconds: 10,
  requestsBefore: 2,
  requestsAfter: 3,
  dataBytes: 1000,
  resultBytes: 100,
};
const simulated = (workers: number, costs: Partial<Costs> = {}, more: Partial<Sweep> = {}) =>
  simulate(workers, { ...sweep, ...more }, { ...free, ...costs }, createRng(1));

test('a heap gives the earliest first, and equals in their order', () => {
  const heap = new Heap<number>();
  const rng = createRng(2);
  const times = Array.from({ length: 500 }, () => rng.int(50));
  for (const [at, time] of times.entries()) heap.push(time, at);
  const popped = times.map(() => heap.pop());
  const wanted = times.map((time, value) => ({ time, value })).sort((a, b) => a.time - b.time || a.value - b.value);
  expect(popped.map(({ time, value }) => ({ time, value }))).toEqual(wanted);
  expect(() => heap.pop()).toThrow('no event');
});

test('where nothing costs anything one worker computes all the time, and ten but for the end', () => {
  expect(simulated(1).efficiency).toBeCloseTo(1, 12);
  const { makespan, efficiency } = simulated(10);
  expect(makespan).toBeGreaterThanOrEqual(simulated(1).makespan / 10);
  expect(efficiency).toBeGreaterThan(0.97);
});

test.each([
  ['store', { storeRequest: 0.1 }, 1000 * 5 * 0.1],
  ['queue', { queueJob: 1 }, 1000],
  ['coordinator', { coordinatorJob: 1 }, 1000],
  ['network', { networkByte: 1e-3 }, 1000 * 0.1 + 500 * 1],
] as const)('with enough workers the %s alone decides how long it takes', (station, costs, least) => {
  const { makespan, busy } = simulated(500, costs);
  expect(busy[station]).toBeGreaterThan(0.85);
  expect(busy[station]).toBeLessThanOrEqual(1 + 1e-9);
  expect(makespan * busy[station]).toBeCloseTo(least, 6);
});

test('the same seed gives the same, and more workers are not slower', () => {
  const costs = { storeRequest: 1e-3, queueJob: 1e-3, coordinatorJob: 1e-3 };
  expect(simulated(20, costs)).toEqual(simulated(20, costs));
  expect(simulated(100, costs).makespan).toBeLessThan(simulated(10, costs).makespan);
});

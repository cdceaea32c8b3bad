import { numbersIn } from '@selvedge/data/checks';
import { type NetworkSpec, resolveNetwork } from '@selvedge/networks';
import type { Engine } from '@selvedge/networks/engine';

/** One thing to time. */
export interface Job {
  readonly net: string;
  readonly batch: number;
  readonly mode: 'train' | 'predict';
}

/** A step on one batch of random images, ready to run. */
export interface Step {
  run(): Promise<unknown>;
  dispose(): Promise<void>;
}

/** The part that is used here of a session in the calling thread, which `neural` does not export. */
interface Session {
  initialize(seed: number): Promise<void>;
  step(batch: object, learningRate: number): Promise<unknown>;
  predict(features: Float32Array, rows: number, which: 'current'): Promise<unknown>;
  close(): Promise<void>;
}
const inside = (path: string): Promise<Record<string, (...args: unknown[]) => unknown>> =>
  import(new URL(`../../../packages/neural/dist/${path}`, import.meta.url).href);
const { openLocalSession } = await inside('session/local-session.js');
const { updateRule } = await inside('optimizers/optimizers.js');

/** Compiles a network for an engine, and makes the batch. */
export async function prepareStep(engine: Engine, spec: NetworkSpec, { batch, mode }: Job): Promise<Step> {
  const shape = spec.inputShape ?? [28, 28, 1];
  const network = resolveNetwork(spec, shape);
  const training = { batchSize: batch, loss: 'cross-entropy', rule: updateRule?.({ kind: 'adam' }) };
  const session = (await openLocalSession?.(engine, mode === 'train' ? { network, training } : { network })) as Session;
  await session.initialize(1);
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const features = Float32Array.from({ length: batch * numbersIn(shape) }, random);
  const targets = new Float32Array(batch * 10);
  for (let row = 0; row < batch; row++) targets[row * 10 + Math.floor(random() * 10)] = 1;
  let step = 0;
  const run =
    mode === 'train'
      ? () => session.step({ features, targets, rows: batch, step: step++, seed: 1 }, 1e-3)
      : () => session.predict(features, batch, 'current');
  await run();
  await run();
  return { run, dispose: () => session.close() };
}

// Step and prediction times of the ONNX engine beside PyTorch's, interleaved round by round.
//
//   node tools/bench/dist/neural-training.js [--rounds 5] [--only ann.cnn] [--path blocked|portable] [--no-torch]
//
// PyTorch runs with one and two threads and in both memory formats; its best counts. Every figure is the median step of
// the quietest round, for both: on a machine with other work each loses a core now and then.
import { parseArgs } from 'node:util';
import { onnxEngine } from '@selvedge/engine-onnx';
import type { OnnxEngineOptions } from '@selvedge/engine-onnx/types';
import { median } from './median.js';
import { NETS } from './neural-nets.js';
import { startTorch, type TorchVariant } from './torch.js';
import { type Job, prepareStep, type Step } from './training-session.js';

const { values: args } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    path: { type: 'string' },
    torch: { type: 'boolean', default: true },
    predict: { type: 'boolean', default: true },
    seconds: { type: 'string', default: '0.6' },
  },
  allowNegative: true,
});
const all: readonly (Job & { readonly wanted: number })[] = [
  { net: 'ann.cnn', batch: 32, mode: 'train', wanted: 1.8 },
  { net: 'ann.cnn', batch: 128, mode: 'train', wanted: 1.6 },
  { net: 'ann.mlp', batch: 32, mode: 'train', wanted: 1.8 },
  { net: 'ann.mlp', batch: 512, mode: 'train', wanted: 1.3 },
  { net: 'korea.cnn5', batch: 64, mode: 'train', wanted: 1.2 },
  { net: 'ann.cnn', batch: 256, mode: 'predict', wanted: 1.5 },
  { net: 'ann.mlp', batch: 256, mode: 'predict', wanted: 1.5 },
  { net: 'korea.cnn5', batch: 64, mode: 'predict', wanted: 1.5 },
];
const jobs = all.filter(({ net, mode }) => net.includes(args.only) && (args.predict || mode === 'train'));

const torch = args.torch ? startTorch() : undefined;
const engine = await onnxEngine((args.path === undefined ? {} : { path: args.path }) as OnnxEngineOptions);
console.log(`${engine.description}; Adam in both; ${args.rounds} rounds`);
console.log('net          batch  mode     ours ms  torch ms  ratio  wanted  torch variant');
for (const { wanted, ...job } of jobs) await compare(job, wanted);
torch?.end();

async function compare(job: Job, wanted: number): Promise<void> {
  const network = NETS[job.net];
  if (network === undefined) throw new Error(`internal: ${job.net} is not declared`);
  const step = await prepareStep(engine, network, job);
  const variants = [1, 2].flatMap((threads) =>
    [false, true].map((channelsLast) => ({ threads, channelsLast, times: [] as number[] })),
  );
  const mine: number[] = [];
  const steps = Math.max(3, Math.round((1000 * Number(args.seconds)) / (await timeOne(step))));
  for (let round = 0; round < Number(args.rounds); round++) {
    mine.push(median((await timesOf(step, steps)).slice(1)));
    for (const { times, ...variant } of torch ? variants : []) {
      const taken = await torch?.ask({ ...job, ...variant, steps: Math.max(3, Math.round(steps / 2)) });
      times.push(median((taken ?? []).slice(1)));
    }
  }
  await step.dispose();
  const best = variants.map((each) => ({ ...each, ms: Math.min(...each.times) })).sort((a, b) => a.ms - b.ms)[0];
  print(job, wanted, Math.min(...mine), torch && best);
}

function print({ net, batch, mode }: Job, wanted: number, own: number, best?: TorchVariant & { ms: number }): void {
  console.log(
    net.padEnd(12),
    String(batch).padStart(5),
    '',
    mode.padEnd(8),
    own.toFixed(3).padStart(7),
    (best?.ms.toFixed(3) ?? '-').padStart(9),
    (best ? (best.ms / own).toFixed(2) : '-').padStart(6),
    wanted.toFixed(1).padStart(7),
    '',
    best ? `${best.threads} threads${best.channelsLast ? ', channels last' : ''}` : '',
  );
}

async function timeOne({ run }: Step): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function timesOf(step: Step, steps: number): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < steps; done++) times.push(await timeOne(step));
  return times;
}

// Steps of the ONNX engine beside PyTorch's, and epochs beside their bare steps, interleaved round by round.
//
//   node tools/bench/dist/neural-training.js [--rounds 4] [--only CNN] [--path blocked|portable] [--seconds 0.6]
//     [--python /usr/bin/python3] [--record FILE]
//
// PyTorch runs with one and two threads and in both memory formats; the variant with the quickest step counts. A run is the
// median step of a round, in seconds, and the mean of the processors' time.
import { parseArgs } from 'node:util';
import { onnxEngine } from '@selvedge/engine-onnx';
import type { OnnxEngineOptions } from '@selvedge/engine-onnx/types';
import { type EpochJob, epochTimes } from './epoch-times.js';
import type { Times } from './measured.js';
import { median } from './median.js';
import { NETS } from './neural-nets.js';
import { Recorder } from './recorder.js';
import { best, type Side } from './results.js';
import { startTorch } from './torch.js';
import { type Job, prepareStep, type Step } from './training-session.js';

const { values: args } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    path: { type: 'string' },
    seconds: { type: 'string', default: '0.6' },
    python: { type: 'string', default: 'python3' },
    record: { type: 'string' },
  },
});
interface Row extends Job {
  readonly work: string;
  readonly wanted: number;
}
const STEPS: readonly Row[] = [
  { work: "training, third report's CNN", net: 'ann.cnn', batch: 32, mode: 'train', wanted: 1.8 },
  { work: "training, third report's CNN", net: 'ann.cnn', batch: 128, mode: 'train', wanted: 2 },
  { work: 'training, MLP 500-250-125', net: 'ann.mlp', batch: 32, mode: 'train', wanted: 2 },
  { work: 'training, MLP 500-250-125', net: 'ann.mlp', batch: 512, mode: 'train', wanted: 1.5 },
  { work: 'training, CNNModel5', net: 'korea.cnn5', batch: 64, mode: 'train', wanted: 1.3 },
  { work: 'training, GoogLeNet cut down', net: 'googlenet', batch: 64, mode: 'train', wanted: 1.2 },
  { work: 'training, six convolutions of 64 x 64 x 3', net: 'six.convolutions', batch: 64, mode: 'train', wanted: 1.3 },
  { work: "prediction, third report's CNN", net: 'ann.cnn', batch: 256, mode: 'predict', wanted: 2 },
  { work: 'prediction, MLP 500-250-125', net: 'ann.mlp', batch: 256, mode: 'predict', wanted: 1.5 },
  { work: 'prediction, CNNModel5', net: 'korea.cnn5', batch: 64, mode: 'predict', wanted: 1.5 },
  {
    work: 'prediction, six convolutions of 64 x 64 x 3',
    net: 'six.convolutions',
    batch: 64,
    mode: 'predict',
    wanted: 2,
  },
];
const AUGMENTED = [{ kind: 'flip' }, { kind: 'shift', pixels: 2 }] as const;
const EPOCHS: readonly EpochJob[] = [
  { work: "an epoch of the third report's CNN", net: 'ann.cnn', batch: 32, rows: 12_800 },
  {
    work: "an epoch of the third report's CNN, flipped and shifted",
    net: 'ann.cnn',
    batch: 32,
    rows: 12_800,
    augment: AUGMENTED,
  },
  { work: 'an epoch of CNNModel5', net: 'korea.cnn5', batch: 64, rows: 1280 },
];

const recorder = new Recorder('Networks: a step, and an epoch beside its bare steps', args.record);
const torch = await startTorch(args.python);
const engine = await onnxEngine((args.path === undefined ? {} : { path: args.path }) as OnnxEngineOptions);
for (const row of STEPS.filter(({ work }) => work.includes(args.only))) await compareSteps(row);
torch.end();
for (const job of EPOCHS.filter(({ work }) => work.includes(args.only))) await compareEpoch(job);

async function compareSteps({ work, wanted, ...job }: Row): Promise<void> {
  const step = await stepOf(job);
  const variants = [1, 2].flatMap((threads) =>
    [false, true].map((channelsLast) => ({ threads, channelsLast, runs: [] as Times[] })),
  );
  const runs: Times[] = [];
  const steps = await stepsIn(step);
  for (let round = 0; round < Number(args.rounds); round++) {
    runs.push(await timesOf(step, steps));
    for (const { runs, ...variant } of variants)
      runs.push(await torch.ask({ ...job, ...variant, steps: Math.max(4, Math.round(steps / 2)) }));
  }
  await step.dispose();
  const sides = variants.map(({ threads, channelsLast, runs }): Side => {
    return { name: channelsLast ? `${torch.name}, channels last` : torch.name, threads, runs };
  });
  const [peer] = sides.sort((a, b) => (best(a, 'seconds') ?? 0) - (best(b, 'seconds') ?? 0));
  recorder.add({ work: `${work}, batch ${job.batch}`, wanted, ours: { name: 'selvedge', threads: 2, runs }, peer });
}

/** Loading, shuffling, augmentation and bookkeeping are what an epoch takes beyond its steps: at most a tenth. */
async function compareEpoch({ work, ...job }: EpochJob): Promise<void> {
  const step = await stepOf({ net: job.net, batch: job.batch, mode: 'train' });
  const [ours, bare]: [Times[], Times[]] = [[], []];
  const steps = await stepsIn(step);
  for (let round = 0; round < Number(args.rounds); round++) {
    ours.push(await epochTimes(job));
    const one = await timesOf(step, steps);
    const count = Math.ceil(job.rows / job.batch);
    bare.push({ seconds: one.seconds * count, processorSeconds: one.processorSeconds * count });
  }
  await step.dispose();
  recorder.add({
    work: `${work}, ${job.rows.toLocaleString('en')} rows in batches of ${job.batch}`,
    wanted: 0.91,
    ours: { name: 'selvedge', threads: 2, runs: ours },
    peer: { name: 'its bare steps', threads: 2, runs: bare },
  });
}

async function stepOf(job: Job): Promise<Step> {
  const network = NETS[job.net];
  if (network === undefined) throw new Error(`internal: ${job.net} is not declared`);
  return prepareStep(engine, network, job);
}

/** How many steps take the time of a round. */
async function stepsIn(step: Step): Promise<number> {
  return Math.max(4, Math.round(Number(args.seconds) / (await timesOf(step, 2)).seconds));
}

/** The first step is left out. */
async function timesOf({ run }: Step, steps: number): Promise<Times> {
  await run();
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let done = 1; done < steps; done++) {
    const start = performance.now();
    await run();
    times.push((performance.now() - start) / 1000);
  }
  const { user, system } = process.cpuUsage(before);
  return { seconds: median(times), processorSeconds: (user + system) / 1e6 / times.length };
}

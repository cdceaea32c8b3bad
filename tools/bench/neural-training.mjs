// Step and prediction times of the ONNX engine beside PyTorch's, interleaved round by round.
//
//   node tools/bench/neural-training.mjs [--rounds 5] [--only ann.cnn] [--path blocked|portable] [--no-torch]
//
// PyTorch runs with one and two threads and in both memory formats; its best counts. Every figure is the median step of
// the quietest round, for both: on a machine with other work each loses a core now and then.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

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
const neural = new URL('../../packages/neural/dist/', import.meta.url);
const { resolveNetwork } = await import(new URL('declaration/resolve.js', neural));
const { onnxEngine } = await import(new URL('onnx/onnx-engine.js', neural));
const { openLocalSession } = await import(new URL('session/local-session.js', neural));
const { updateRule } = await import(new URL('optimizers/optimizer-spec.js', neural));

const convolution = (filters, normalized) => [
  { kind: 'conv2d', filters, kernelSize: 3, padding: 'same' },
  ...(normalized ? [{ kind: 'batch-normalization' }] : []),
  { kind: 'activation', activation: 'relu' },
];
const pool = { kind: 'max-pooling2d' };
const dense = (units, activation = 'relu') => ({ kind: 'dense', units, activation });
const dropout = (rate) => ({ kind: 'dropout', rate });
const nets = {
  'ann.cnn': [
    ...convolution(16),
    pool,
    ...convolution(32),
    pool,
    ...convolution(64),
    { kind: 'flatten' },
    dense(64),
    dense(10, 'softmax'),
  ],
  'ann.mlp': [{ kind: 'flatten' }, dense(500), dense(250), dense(125), dense(10, 'softmax')],
  'korea.cnn5': [
    ...convolution(64, true),
    ...convolution(64, true),
    pool,
    dropout(0.25),
    ...convolution(128, true),
    ...convolution(256, true),
    pool,
    dropout(0.25),
    { kind: 'flatten' },
    dense(512),
    dropout(0.5),
    dense(10, 'softmax'),
  ],
};
const cases = [
  ['ann.cnn', 32, 'train', 1.8],
  ['ann.cnn', 128, 'train', 1.6],
  ['ann.mlp', 32, 'train', 1.8],
  ['ann.mlp', 512, 'train', 1.3],
  ['korea.cnn5', 64, 'train', 1.2],
  ['ann.cnn', 256, 'predict', 1.5],
  ['ann.mlp', 256, 'predict', 1.5],
  ['korea.cnn5', 64, 'predict', 1.5],
].filter(([net, , mode]) => net.includes(args.only) && (args.predict || mode === 'train'));

const torch = args.torch ? startTorch() : undefined;
const engine = await onnxEngine(args.path === undefined ? {} : { path: args.path });
console.log(`${engine.description}; Adam in both; ${args.rounds} rounds`);
console.log('net          batch  mode     ours ms  torch ms  ratio  wanted  torch variant');
for (const [net, batch, mode, wanted] of cases) {
  const ours = await prepareOurs(net, batch, mode);
  const variants = torch
    ? [1, 2].flatMap((threads) => [false, true].map((channelsLast) => ({ threads, channelsLast, times: [] })))
    : [];
  const mine = [];
  const steps = Math.max(3, Math.round((1000 * Number(args.seconds)) / (await timeOne(ours))));
  for (let round = 0; round < Number(args.rounds); round++) {
    mine.push(median((await timeOurs(ours, steps)).slice(1)));
    for (const { times, ...variant } of variants) {
      const { ms } = await torch.ask({ net, batch, mode, steps: Math.max(3, Math.round(steps / 2)), ...variant });
      times.push(median(ms.slice(1)));
    }
  }
  await ours.dispose();
  const best = variants.map((each) => ({ ...each, ms: Math.min(...each.times) })).sort((a, b) => a.ms - b.ms)[0];
  const own = Math.min(...mine);
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
torch?.end();

async function prepareOurs(name, batch, mode) {
  const network = resolveNetwork({ layers: nets[name] }, [28, 28, 1]);
  const rule = updateRule({ kind: 'adam' });
  const training = { batchSize: batch, loss: 'cross-entropy', rule };
  const session = await openLocalSession(engine, mode === 'train' ? { network, training } : { network });
  await session.initialize(1);
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const features = Float32Array.from({ length: batch * 784 }, random);
  const targets = new Float32Array(batch * 10);
  for (let row = 0; row < batch; row++) targets[row * 10 + Math.floor(random() * 10)] = 1;
  let step = 0;
  const run =
    mode === 'train'
      ? () => session.step({ features, targets, rows: batch, step: step++, seed: 1 }, 1e-3)
      : () => session.predict(features, batch, 'live');
  await run();
  await run();
  return { run, dispose: () => session.close() };
}

async function timeOne({ run }) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function timeOurs(ours, steps) {
  const times = [];
  for (let step = 0; step < steps; step++) times.push(await timeOne(ours));
  return times;
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function startTorch() {
  const script = fileURLToPath(new URL('neural-training.py', import.meta.url));
  const child = spawn('/usr/bin/python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(job) {
      child.stdin.write(`${JSON.stringify(job)}\n`);
      return JSON.parse((await lines.next()).value);
    },
    end: () => child.stdin.end(),
  };
}

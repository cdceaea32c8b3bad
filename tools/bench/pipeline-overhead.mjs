// The quickstart's arithmetic through the packages directly, against the same through a pipeline with an empty cache.
// Interleaved, medians. Usage: SELVEDGE_DATA=... node tools/bench/pipeline-overhead.mjs [rounds]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClassifier } from '@selvedge/classical';
import { argmaxRows, createRng, selectFrom } from '@selvedge/data';
import { compareModels, evaluatePredictions } from '@selvedge/evaluate';
import { loadDataset } from '@selvedge/ingest';
import { NeuralClassifier } from '@selvedge/neural';
import { parseSpec, run } from '@selvedge/pipeline';
import { applyTransforms, createTransform, fitTransforms, split } from '@selvedge/preprocess';

const rounds = Number(process.argv[2] ?? 3);
const file = fileURLToPath(new URL('../../packages/studies/quickstart.pipeline.yaml', import.meta.url));
const spec = await parseSpec(file);
const project = fileURLToPath(new URL('../..', import.meta.url));

async function direct() {
  const { train: all, test } = await loadDataset('fashion-mnist', { projectDirectory: project });
  const { train: own, validation: held } = split({ kind: 'last', validation: 10000 }, all, createRng(0));
  const [train, validation] = [selectFrom(all, own), selectFrom(all, held)];
  const scored = [];
  for (const { name, setting } of spec.variants) {
    const { model: declared, preprocess, train: training } = setting;
    const transforms = preprocess.map(createTransform);
    const shaped = ({ features, shape }) => ({ features, shape });
    const { fitted, output } = await fitTransforms(transforms, shaped(train));
    const { kind, ...options } = declared;
    const classifier =
      kind === 'neural' ? new NeuralClassifier({ ...options, train: training }) : createClassifier(declared);
    const validating = kind === 'neural' && {
      validation: { ...validation, features: applyTransforms(fitted, shaped(validation)).features },
    };
    const model = await classifier.fit({ ...train, features: output.features, shape: output.shape }, { ...validating });
    for (const part of [validation, test]) {
      const probabilities = await model.predictProba(applyTransforms(fitted, shaped(part)).features);
      const all = { truth: part.labels, predicted: argmaxRows(probabilities), probabilities, classes: part.classes };
      evaluatePredictions(all);
      if (part === test) scored.push({ name, ...all });
    }
    await model.dispose?.();
  }
  compareModels(scored);
}

async function pipeline() {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-overhead-'));
  await run(
    { ...spec, report: { html: false } },
    { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') },
  );
  rmSync(folder, { recursive: true, force: true });
}

const times = { direct: [], pipeline: [] };
await direct(); // warms what is compiled once per process
for (let round = 0; round < rounds; round++) {
  for (const [name, work] of Object.entries({ direct, pipeline })) {
    const begun = performance.now();
    await work();
    times[name].push(performance.now() - begun);
  }
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const [a, b] = [median(times.direct), median(times.pipeline)];
console.log(
  `direct ${(a / 1000).toFixed(2)} s, pipeline ${(b / 1000).toFixed(2)} s, ratio ${(b / a).toFixed(3)} (${rounds} rounds)`,
);

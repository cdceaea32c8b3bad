// The quickstart's arithmetic through the packages directly, against the same through a pipeline with an empty cache.
// Interleaved, medians. Usage: SELVEDGE_DATA=... node tools/bench/dist/pipeline-overhead.js [rounds]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClassicalSpec, createClassifier } from '@selvedge/classical';
import { argmaxRows, createRng, type Dataset, type ShapedRows, selectFrom } from '@selvedge/data';
import { compareModels, evaluatePredictions } from '@selvedge/evaluate';
import type { NamedPredictions } from '@selvedge/evaluate/types';
import { loadDataset } from '@selvedge/ingest';
import { NeuralClassifier, type NeuralOptions } from '@selvedge/neural';
import { parseSpec, run } from '@selvedge/pipeline';
import { applyTransforms, createTransform, fitTransforms, split, type TransformSpec } from '@selvedge/preprocess';
import { median } from './median.js';

const rounds = Number(process.argv[2] ?? 3);
const file = fileURLToPath(new URL('../../../packages/studies/quickstart.pipeline.yaml', import.meta.url));
const spec = await parseSpec(file);
const project = fileURLToPath(new URL('../../..', import.meta.url));

async function direct(): Promise<void> {
  const { train: all, test } = await loadDataset('fashion-mnist', { projectDirectory: project });
  const { train: own, validation: held } = split({ kind: 'last', validation: 10000 }, all, createRng(0));
  if (test === undefined) throw new Error('internal: Fashion-MNIST has a test set');
  const [train, validation] = [selectFrom(all, own), selectFrom(all, held)];
  const scored: NamedPredictions[] = [];
  for (const { name, config } of spec.models) {
    const { model: declared, preprocess, train: training } = config;
    const transforms = preprocess.map((each) => createTransform(each as TransformSpec));
    const shaped = ({ features, shape }: ShapedRows): ShapedRows => ({ features, shape });
    const { fitted, output } = await fitTransforms(transforms, shaped(train));
    const prepared = { ...train, features: output.features, shape: output.shape };
    const { kind, ...options } = declared;
    const model =
      kind === 'neural'
        ? await new NeuralClassifier({ ...options, train: training } as object as NeuralOptions).fit(prepared, {
            validation: { ...validation, features: applyTransforms(fitted, shaped(validation)).features },
          })
        : await createClassifier(declared as ClassicalSpec).fit(prepared);
    const parts: readonly Dataset[] = [validation, test];
    for (const part of parts) {
      const probabilities = await model.predictProba(applyTransforms(fitted, shaped(part)).features);
      const { labels: truth, classes } = part;
      const predictions = { name, truth, predicted: argmaxRows(probabilities), probabilities, classes };
      evaluatePredictions(predictions);
      if (part === test) scored.push(predictions);
    }
    if ('dispose' in model) await model.dispose();
  }
  compareModels(scored);
}

async function pipeline(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-overhead-'));
  await run(
    { ...spec, report: { html: false } },
    { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') },
  );
  rmSync(folder, { recursive: true, force: true });
}

const works = { direct, pipeline };
const times: Record<keyof typeof works, number[]> = { direct: [], pipeline: [] };
await direct(); // warms what is compiled once per process
for (let round = 0; round < rounds; round++) {
  for (const name of ['direct', 'pipeline'] as const) {
    const begun = performance.now();
    await works[name]();
    times[name].push(performance.now() - begun);
  }
}
const [a, b] = [median(times.direct), median(times.pipeline)];
console.log(
  `direct ${(a / 1000).toFixed(2)} s, pipeline ${(b / 1000).toFixed(2)} s, ratio ${(b / a).toFixed(3)} (${rounds} rounds)`,
);

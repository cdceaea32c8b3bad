// Rotation, shift and flip of 60,000 images of 28 x 28 on one core, beside scipy.ndimage and, where it is installed,
// torchvision; and PCA 784 -> 50 on 60,000 rows beside scikit-learn. Interleaved runs, medians.
//
// Usage: node tools/bench/dist/preprocess-augment.js [--rounds 3]     needs python3 with scipy and scikit-learn
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createRng } from '@selvedge/data';
import { createAugmenter, createTransform } from '@selvedge/preprocess';
import { median } from './median.js';
import { pythonScript } from './python-script.js';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const ROWS = 60_000;
const rng = createRng(1);
const bytes = Uint8Array.from({ length: ROWS * 784 }, () => rng.int(256));
const train = {
  features: { values: bytes, rows: ROWS, columns: 784 },
  labels: new Uint16Array(ROWS),
  classes: ['a', 'b'],
};

async function augmentSeconds(): Promise<number> {
  const augmenter = createAugmenter([{ kind: 'rotate', degrees: 15 }, { kind: 'shift', pixels: 2 }, { kind: 'flip' }], {
    thread: false,
  });
  const session = await augmenter.open(train, [28, 28, 1], { seed: 0 });
  const begun = performance.now();
  for (let first = 0; first < ROWS; first += 1000) {
    await session.batch(
      Uint32Array.from({ length: 1000 }, (_, at) => first + at),
      0,
    );
  }
  return (performance.now() - begun) / 1000;
}

async function pcaSeconds(): Promise<number> {
  const begun = performance.now();
  const fitted = await createTransform({ kind: 'pca', components: 50 }).fit({ features: train.features, shape: [784] });
  fitted.apply({ features: train.features, shape: [784] });
  return (performance.now() - begun) / 1000;
}

const python = (what: string) =>
  Number(execFileSync('/usr/bin/python3', [pythonScript('preprocess-augment.py'), what]));

const times: Record<'augment' | 'scipy' | 'pca' | 'sklearn', number[]> = {
  augment: [],
  scipy: [],
  pca: [],
  sklearn: [],
};
for (let round = 0; round < Number(options.rounds); round++) {
  times.augment.push(await augmentSeconds());
  times.scipy.push(python('scipy'));
  times.pca.push(await pcaSeconds());
  times.sklearn.push(python('pca'));
}
const row = (what: string, ours: readonly number[], theirs: readonly number[], name: string) =>
  console.log(
    `${what.padEnd(34)} ours ${median(ours).toFixed(2)} s, ${name} ${median(theirs).toFixed(2)} s: ${(median(theirs) / median(ours)).toFixed(1)} times as fast`,
  );
row('rotate + shift + flip, 60,000 images', times.augment, times.scipy, 'scipy.ndimage');
row('PCA 784 -> 50, 60,000 rows', times.pca, times.sklearn, 'scikit-learn (all its threads)');

// Makes what saved-pictures.test.ts loads: a run on pictures of 16 bits with a search, a network and a threshold, which saved-0.1 has
// none of. To be run with the release whose files must load, never with a later one:
//
//   node make.mjs <folder of a built checkout of that release>
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';

const here = import.meta.dirname;
const release = (name) => import(pathToFileURL(resolve(process.argv[2], `packages/${name}/dist/index.js`)).href);
const { parseSpec, run } = await release('pipeline');
const { createRng } = await release('data');

const SIDE = 12;
const project = join(tmpdir(), 'selvedge-saved-pictures');
/** Pictures of grey noise with a bright row or a bright column. */
async function pictures(folder, count, seed) {
  const rng = createRng(seed);
  for (let at = 0; at < count; at++) {
    const label = at % 2 === 0 ? 'row' : 'column';
    const bright = rng.int(SIDE);
    const pixels = Uint16Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const place = label === 'row' ? Math.floor(pixel / SIDE) : pixel % SIDE;
      return rng.int(20_000) + (place === bright ? 40_000 : 0);
    });
    const picture = sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } }).toColourspace('grey16');
    await mkdir(join(folder, label), { recursive: true });
    await picture.png({ compressionLevel: 9 }).toFile(join(folder, label, `${at}.png`));
  }
}

await rm(project, { recursive: true, force: true });
await pictures(join(project, 'train'), 48, 1);
await pictures(join(project, 'test'), 6, 2);
await writeFile(join(project, 'package.json'), '{}');
await writeFile(
  join(project, 'pictures.pipeline.yaml'),
  `version: 1
name: pictures
seed: 3
data: { train: train, test: test, image: { size: 8, depth: 16 } }
split: { kind: fraction, validation: 0.25 }
models:
  - { name: searched, preprocess: [{ kind: standardize, per: global }], model: { kind: knn }, sweep: { kind: grid, over: { model.k: [1, 3] } } }
  - { name: threshold, model: { kind: tuned-threshold, member: { kind: gaussian-naive-bayes }, by: f1 } }
  - name: network
    preprocess: [{ kind: standardize, per: global }]
    augment: [{ kind: crop, padding: 1 }]
    model: { kind: neural, network: { zoo: convnet, filters: [4], dense: [8] }, threads: 1, testTimeAugmentation: [{}, { flip: true }] }
    train: { epochs: 2, batchSize: 12, optimizer: { kind: muon }, weightAveraging: { kind: lookahead, syncPeriod: 2, slowStepSize: 0.5 } }
report: { html: false }
`,
);
const pipeline = await parseSpec(join(project, 'pictures.pipeline.yaml'), { projectDirectory: project });
await run(pipeline, { output: join(project, 'run'), cacheDirectory: join(project, 'cache') });
for (const name of ['run', 'pictures']) await rm(join(here, name), { recursive: true, force: true });
await cp(join(project, 'run'), join(here, 'run'), { recursive: true });
await cp(join(project, 'test'), join(here, 'pictures'), { recursive: true });
await rm(project, { recursive: true });
process.exit(0); // worker threads would wait for more work

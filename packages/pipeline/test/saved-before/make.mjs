// Makes what saved-before.test.ts loads: the models of a run with every kind of them, a whole run of two, and a model
// that was saved with its transforms. To be run with the release whose files must load, never with this one:
//
//   node make.mjs <folder of a built checkout of that release>
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const here = import.meta.dirname;
const release = (name) => import(pathToFileURL(resolve(process.argv[2], `packages/${name}/dist/index.js`)).href);
const { parseSpec, run } = await release('pipeline');
const { createRng, encodeSafetensors, matrix } = await release('data');
const { createClassifier } = await release('classical');
const { createTransform, withTransforms } = await release('preprocess');

const SIDE = 6;
const CLASSES = ['dot', 'bar', 'rest'];
/** Images with a bright spot, a bright row, or neither. */
function images(rows, seed) {
  const rng = createRng(seed);
  return Array.from({ length: rows }, (_, row) => {
    const kind = row % CLASSES.length;
    const at = rng.int(SIDE);
    const pixels = Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const isBright = kind === 0 ? pixel === at * SIDE + at : kind === 1 && Math.floor(pixel / SIDE) === at;
      return rng.int(80) + (isBright ? 170 : 0);
    });
    return { pixels, label: CLASSES[kind] };
  });
}

async function writeCsv(name, rows) {
  const header = ['label', ...Array.from({ length: SIDE * SIDE }, (_, pixel) => `pixel${pixel}`)].join();
  const lines = rows.map(({ pixels, label }) => [label, ...pixels].join());
  await writeFile(join(here, name), `${[header, ...lines].join('\n')}\n`);
}

const train = images(60, 1);
await writeCsv('train.csv', train);
await writeCsv('test.csv', images(15, 2));
for (const name of ['every-kind', 'whole-run']) {
  const output = join(here, name);
  await rm(output, { recursive: true, force: true });
  const pipeline = await parseSpec(join(here, `${name}.yaml`), { projectDirectory: here });
  await run(pipeline, { output, cacheDirectory: join(here, 'cache') });
  for (const file of await readdir(output, { recursive: true })) await makeSmall(output, file);
}
await rm(join(here, 'cache'), { recursive: true });

/** JSON without spaces and without this machine's paths; of the run of every kind only what loading a model reads. */
async function makeSmall(folder, file) {
  const path = join(folder, file);
  const isOfModel = file.startsWith('models') && !file.includes('validation.') && !file.endsWith('mistakes.json');
  const isLeftOut = folder.endsWith('every-kind') ? !isOfModel : /\.(jsonl|md)$/.test(file);
  if (/\.\w+$/.test(file) && isLeftOut) return rm(path);
  if (!file.endsWith('.json')) return;
  const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
  await writeFile(path, `${text.replaceAll(here, '/study')}\n`);
}

const features = matrix(Uint8Array.from(train.flatMap(({ pixels }) => pixels)), train.length, SIDE * SIDE);
const labels = Uint16Array.from(train, ({ label }) => CLASSES.indexOf(label));
const transforms = [createTransform({ kind: 'scale' }), createTransform({ kind: 'pca', components: 3 })];
const classifier = withTransforms(transforms, createClassifier({ kind: 'gaussian-naive-bayes' }), [SIDE * SIDE]);
const model = await classifier.fit({ features, labels, classes: CLASSES });
await mkdir(join(here, 'prepared'), { recursive: true });
await writeFile(join(here, 'prepared/model.safetensors'), encodeSafetensors(model.save()));
const { values } = await model.predictProba(features);
await writeFile(join(here, 'prepared/probabilities.json'), `${JSON.stringify([...values])}\n`);
process.exit(0); // worker threads would wait for more work

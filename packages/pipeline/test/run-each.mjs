// Runs a pipeline per model and prints, as JSON, what came of each: run by optional-packages.test.ts in a process of
// its own, where some packages are not installed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePipeline, parseSpec, planOf, run } from '@selvedge/pipeline';

const network = { layers: [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }] };
const models = {
  'decision-tree': { kind: 'decision-tree', maxDepth: 3 },
  'ml decision-tree': { kind: 'decision-tree', maxDepth: 3, engine: 'mljs' },
  network: { kind: 'neural', network },
  'tfjs network': { kind: 'neural', network, engine: 'tfjs' },
};

const folder = await mkdtemp(join(tmpdir(), 'selvedge-optional-'));
const outcomes = {};
for (const [name, model] of Object.entries(models)) {
  const pipeline = definePipeline({
    version: 1,
    name: 'optional',
    data: { name: 'garments', subset: { train: 60, test: 20 } },
    model,
    ...(model.kind === 'neural' && { train: { epochs: 1 } }),
  });
  const options = { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') };
  try {
    if (process.argv[2] === 'plan') await planOf(await parseSpec(pipeline), options);
    else await run(pipeline, options);
    outcomes[name] = 'works';
  } catch ({ code, message }) {
    outcomes[name] = `${code}: ${message}`;
  }
}
await rm(folder, { recursive: true });
console.log(JSON.stringify(outcomes));
process.exit();

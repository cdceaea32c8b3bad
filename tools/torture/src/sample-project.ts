import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { decodeSafetensors } from '@selvedge/data';
import { sha256 } from '@selvedge/files';
import { writeDataset } from '@selvedge/ingest';
import { sampleRows } from './mutants/sample-rows.js';

const MODELS = `data: { train: train.csv, test: test.csv }
split: { kind: last, validation: 12 }
models:
  - { name: knn, preprocess: [{ kind: standardize }], model: { kind: knn, k: 3 } }
  - { name: forest, model: { kind: random-forest, nEstimators: 20 } }
  - name: net
    preprocess: [{ kind: min-max }]
    model: { kind: neural, network: { zoo: mlp, hidden: [16] } }
    train: { epochs: 6, batchSize: 16 }
report: { html: false }
`;

/** A project with two pipelines over the same rows: a, and b with another seed. */
export async function makeProject(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{}');
  await writeDataset(sampleRows(240, 1), join(folder, 'train.csv'));
  await writeDataset(sampleRows(60, 2), join(folder, 'test.csv'));
  for (const [at, name] of ['a', 'b'].entries())
    await writeFile(join(folder, `${name}.pipeline.yaml`), `version: 1\nname: ${name}\nseed: ${at + 3}\n${MODELS}`);
}

/** Digests of the files of a run that say what was trained: equal for two runs that went alike. */
export async function resultDigests(run: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const item of await readdir(join(run, 'models'), { recursive: true, withFileTypes: true }).catch(() => [])) {
    const path = join(item.parentPath, item.name);
    if (item.isFile() && /\.(safetensors|arrow)$/.test(item.name))
      found[relative(run, path)] = digestOf(path, await readFile(path));
  }
  return found;
}

/** A network keeps how long its epochs took; of a model the weights count. */
function digestOf(path: string, bytes: Uint8Array): string {
  if (!path.endsWith('.safetensors')) return sha256(bytes);
  const { format, tensors } = decodeSafetensors(bytes, path);
  const parts = Object.entries(tensors).flatMap(([name, { values, shape }]) => [`${name} ${shape.join()}`, values]);
  return sha256(format, ...parts);
}

/** Whatever processes leave behind when they are not done: parts, temporary folders, locks, leases, checkpoints. */
export async function leftovers(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(item.parentPath, item.name));
    const isFile = item.isFile();
    if (isFile && (/\.part$/.test(item.name) || item.name === 'lock' || /(^|\/)(tmp|leases|checkpoints)\//.test(path)))
      found.push(path);
  }
  return found;
}

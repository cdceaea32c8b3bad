import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classifiers } from '@selvedge/classical';
import type { LabelledRows } from '@selvedge/data';
import { matrix } from '@selvedge/data';
import { createSigningKeys } from '@selvedge/workflow/signing';
import { loadModel } from '../models/load-model.js';
import { saveModel } from '../models/save-model.js';
import type { ModelSignature } from '../models/signature.js';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import { loadRunModel } from './load-model.js';
import { run } from './run-pipeline.js';
import { signModel, verifyModel } from './sign-model.js';

const ours = createSigningKeys();
const theirs = createSigningKeys();
const trusting = (...keys: readonly { readonly publicKey: string }[]): Registry => ({
  ...BUILT_IN,
  trustedKeys: keys.map(({ publicKey }) => publicKey),
});
const { privateKey } = ours;

let folder = '';
let original = '';
let model = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-signed-'));
  const made = await run(
    {
      version: 1,
      name: 'signed',
      data: { name: 'garments', subset: { train: 200, test: 50 } },
      preprocess: [{ kind: 'standardize' }],
      model: { kind: 'nearest-centroid' },
      report: { html: false },
    },
    { projectDirectory: folder, runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') },
  );
  original = join(made.folder, 'models', 'signed');
});
beforeEach(async () => {
  model = await mkdtemp(join(folder, 'model-'));
  await cp(original, model, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const load = (...keys: readonly { readonly publicKey: string }[]) =>
  loadRunModel(model, undefined, { registry: trusting(...keys), verify: false });

const changeSignature = async (change: (signature: ModelSignature) => object): Promise<void> => {
  const file = join(model, 'signature.json');
  const signature = JSON.parse(await readFile(file, 'utf8')) as ModelSignature;
  await writeFile(file, JSON.stringify({ ...signature, ...change(signature) }));
};

test('a signed model loads where its key is trusted, and nowhere else', async () => {
  await expect(load(ours)).rejects.toMatchObject({ code: 'corrupt-file' });
  await expect(load(ours)).rejects.toThrow(/is not signed, .* selvedge model sign MODEL --key FILE/);
  const { files, publicKey } = await signModel(model, { privateKey });
  expect(Object.keys(files)).toEqual(['model.json', '0.transform.safetensors', 'model.safetensors']);
  expect(publicKey).toBe(ours.publicKey);
  await expect(load(theirs, ours)).resolves.toMatchObject({ name: 'signed' });
  await expect(load(theirs)).rejects.toThrow(/was signed with ed25519:.{43}, which is not a trusted key/);
  await expect(verifyModel(model, { trustedKeys: [ours.publicKey] })).resolves.toMatchObject({ files });
  await expect(verifyModel(model, { trustedKeys: ['mine'] })).rejects.toThrow(
    /trustedKeys\[0\] is "mine"; need a public/,
  );
});

test.each(['model.json', '0.transform.safetensors', 'model.safetensors'])('a change of %s is refused', async (name) => {
  await signModel(model, { privateKey });
  const file = join(model, name);
  const bytes = await readFile(file);
  bytes[bytes.length - 2] ^= 1;
  await writeFile(file, bytes);
  await expect(load(ours)).rejects.toThrow(`${file} is not what ${ours.publicKey} signed`);
  await expect(verifyModel(model, { trustedKeys: [ours.publicKey] })).rejects.toThrow(file);
});

test.each<[string, (signature: ModelSignature) => object, RegExp]>([
  ['digests of other files', ({ files }) => ({ files: { ...files, 'model.json': '0'.repeat(64) } }), /is not one of/],
  ['one file less', ({ files: { 'model.json': _, ...files } }) => ({ files }), /is not one of/],
  ['a file elsewhere', ({ files }) => ({ files: { ...files, '../x': '0'.repeat(64) } }), /is not a signature as/],
  ["another's key", () => ({ publicKey: theirs.publicKey }), /is not one of/],
  ['a key that is none', () => ({ publicKey: 'x' }), /which is not a trusted key/],
  ['another signature', () => ({ signature: Buffer.alloc(64).toString('base64') }), /is not one of/],
  ['no signature', () => ({ signature: undefined }), /is not a signature as/],
])('a forged signature with %s is refused', async (_, change, reason) => {
  await signModel(model, { privateKey });
  await changeSignature(change);
  await expect(load(ours, theirs)).rejects.toMatchObject({ code: 'corrupt-file' });
  await expect(load(ours, theirs)).rejects.toThrow(reason);
});

test('a preparation that was not signed is refused', async () => {
  const without = join(model, 'model.json');
  await signModel(model, { privateKey });
  const { preparation } = JSON.parse(await readFile(without, 'utf8')) as { preparation: string[] };
  expect(preparation).toHaveLength(1);
  await cp(join(model, '0.transform.safetensors'), join(model, '1.transform.safetensors'));
  await expect(load(ours)).resolves.toBeDefined(); // nothing names it
});

test('a model that is one file is signed beside it', async () => {
  const labels = Uint16Array.from({ length: 30 }, (_, row) => row % 3);
  const values = Float32Array.from({ length: 60 }, (_, at) => labels[at >> 1] * ((at % 2) + 1));
  const rows: LabelledRows = { features: matrix(values, 30, 2), labels, classes: ['a', 'b', 'c'] };
  const file = join(folder, 'tree.safetensors');
  await saveModel(await classifiers.create({ kind: 'decision-tree' }).fit(rows), file);
  const registry = trusting(ours);
  await expect(loadModel(file, { registry })).rejects.toThrow(/is not signed/);
  await signModel(file, { privateKey });
  expect((await loadModel(file, { registry })).kind).toBe('decision-tree');
  await saveModel(await classifiers.create({ kind: 'knn' }).fit(rows), file);
  await expect(loadModel(file, { registry })).rejects.toThrow(`${file} is not what ${ours.publicKey} signed`);
});

test('keys of another kind are refused', async () => {
  await expect(signModel(model, { privateKey: 'no key' })).rejects.toThrow(
    /not a private Ed25519 key.*model keygen FILE/,
  );
  await expect(signModel(model, { privateKey: ours.publicKey })).rejects.toMatchObject({ code: 'invalid-argument' });
});

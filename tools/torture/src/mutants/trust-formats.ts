import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { classifiers } from '@selvedge/classical';
import { SelvedgeError } from '@selvedge/data';
import { loadModel, projectRegistry, saveModel, signModel, verifyModel } from '@selvedge/pipeline';
import { Cache, FolderStore, SharedResults } from '@selvedge/workflow';
import { createSigningKeys, SigningKey } from '@selvedge/workflow/signing';
import type { Format } from './format.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJsonText } from './mutate-json.js';
import { sampleRows } from './sample-rows.js';

const { privateKey, publicKey } = createSigningKeys();
const MODEL = 'model.safetensors';

/** A signature either stands for the very bytes of the model, or is refused. */
const SIGNATURE: Format = {
  name: 'signature',
  async make(folder) {
    const model = await classifiers.create({ kind: 'nearest-centroid' }).fit(sampleRows(30, 1), { seed: 1 });
    await saveModel(model, join(folder, MODEL));
    await signModel(join(folder, MODEL), { privateKey });
    return [`${MODEL}.signature.json`];
  },
  mutate: mutateJsonText,
  async read(folder, rng) {
    const path = join(folder, MODEL);
    if (rng.int(2) === 0)
      return loadModel(path, {
        registry: { ...(await projectRegistry(folder)), trustedKeys: [publicKey] },
        verify: false,
      });
    return verifyModel(path, { trustedKeys: [publicKey] });
  },
};

const KEY = 'cd'.repeat(32);
const CONTENT = { 'a.bin': new Uint8Array(300).fill(7), 'b.json': new TextEncoder().encode('{}') };

/** A result in a store that machines share, its record or its bytes damaged: another machine gets it whole, or not at all. */
const SHARED: Format = {
  name: 'store-record',
  async make(folder) {
    const shared = sharedIn(folder, true);
    await new Cache(join(folder, 'one'), { shared }).put(KEY, 'fit', CONTENT, { label: 'fit', seconds: 1 });
    await shared.settled();
    await rm(join(folder, 'one'), { recursive: true });
    const files = await readdir(join(folder, 'store'), { recursive: true, withFileTypes: true });
    const names = files.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
    return names.map((name) => name.slice(folder.length + 1));
  },
  mutate: (bytes, rng, file) => (file.includes('ac') ? mutateJsonText(bytes, rng) : mutateBytes(bytes, rng)),
  async read(folder, rng) {
    await rm(join(folder, 'two'), { recursive: true, force: true });
    const shared = sharedIn(folder, rng.int(2) === 0);
    const found = await new Cache(join(folder, 'two'), { shared }).get(KEY);
    if (found.outcome !== 'hit') throw new SelvedgeError('not-found', 'the store has no result that may be used');
    for (const [name, bytes] of Object.entries(CONTENT))
      if (Buffer.compare(found.files[name], bytes) !== 0) throw new Error('a damaged result was used');
  },
};

const sharedIn = (folder: string, isSigned: boolean): SharedResults =>
  new SharedResults(new FolderStore(join(folder, 'store')), {
    patience: { firstWaitMs: 1 },
    ...(isSigned && { trustedKeys: [publicKey], signing: new SigningKey(privateKey, 'the key') }),
  });

/** What is checked by digests and signatures. */
export const TRUST_FORMATS: readonly Format[] = [SIGNATURE, SHARED];

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginKindsOf } from './run-kinds.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-kinds-'));
});
afterEach(() => rm(folder, { recursive: true }));

const kindsIn = async (about: object) => {
  await writeFile(join(folder, 'model.json'), JSON.stringify(about));
  return pluginKindsOf(folder);
};

test('a saved model needs the kinds that come with plugins, each once', async () => {
  const preprocess = [{ kind: 'scale' }, { kind: 'fog' }, { kind: 'fog' }];
  expect(await kindsIn({ model: { kind: 'lamp' }, preprocess })).toEqual({ models: ['lamp'], transforms: ['fog'] });
  expect(await kindsIn({ model: { kind: 'knn' } })).toEqual({ models: [], transforms: [] });
});

test('a kind that is no text needs no plugin: the model is refused when it is loaded', async () => {
  expect(await kindsIn({ model: {}, preprocess: [{}, { kind: 7 }] })).toEqual({ models: [], transforms: [] });
});

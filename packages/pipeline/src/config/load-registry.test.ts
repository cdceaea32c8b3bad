import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILT_IN } from '../registry/registry.js';
import { findConfig } from './find-config.js';
import { loadRegistry, projectRegistry } from './load-registry.js';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'selvedge-config-'));
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  await mkdir(join(project, 'a/b'), { recursive: true });
});
afterEach(() => rm(project, { recursive: true }));

const config = async (name: string, code: string): Promise<string> => {
  const path = join(project, name);
  await writeFile(path, code);
  return path;
};
const NET = "export default { plugins: [{ name: 'p', version: '3', networks: { net: { zoo: 'lenet' } } }] };";

describe('findConfig(folder)', () => {
  test('finds the nearest file of the project, and none above it', async () => {
    expect(findConfig(join(project, 'a/b'))).toBeUndefined();
    const above = await config('selvedge.config.mjs', NET);
    expect(findConfig(join(project, 'a/b'))).toBe(above);
    const near = await config('a/selvedge.config.js', NET);
    expect(findConfig(join(project, 'a/b'))).toBe(near);
    await mkdir(join(project, 'a/b/.git'));
    expect(findConfig(join(project, 'a/b'))).toBeUndefined();
  });

  test('refuses two in one folder', async () => {
    await config('selvedge.config.js', NET);
    await config('selvedge.config.mjs', NET);
    expect(() => findConfig(project)).toThrow('has both selvedge.config.js and selvedge.config.mjs');
  });
});

describe('loadRegistry(file)', () => {
  test('has the plugins of the file, and the digest of the file in their versions', async () => {
    const path = await config('selvedge.config.mjs', NET);
    const registry = await projectRegistry(join(project, 'a'));
    expect([...registry.networks.keys()]).toEqual(['net']);
    expect(registry.configFile).toBe(path);
    expect(registry.plugins[0].version).toMatch(/^3 [0-9a-f]{12}$/);
  });

  test('is what comes with Selvedge where no file is found', async () => {
    expect(await projectRegistry(join(project, 'a'))).toBe(BUILT_IN);
  });

  test.each([
    ['throws', "throw new Error('no luck');", /could not be loaded: no luck\.$/],
    ['throws null', 'throw null;', /could not be loaded: null\.$/],
    ['has a slip', 'const a = 1;\nexport default { plugins: [\n  };', /could not be loaded: .* \(line 3\)\.$/],
    [
      'imports what is missing',
      "import 'not-there';",
      /Cannot find (package|module) 'not-there'.*\. Install the package, or mend the path\.$/s,
    ],
    [
      'exports a promise',
      'export default Promise.reject(new Error());',
      /default export is a promise \(await it\); need `export/,
    ],
    ['exports a list', "export default [{ name: 'p' }];", /default export is a list; need/],
    ['exports a function', 'export default () => ({});', /default export is a function; need/],
    ['has a promise of a plugin', 'export default { plugins: [Promise.resolve({})] };', /plugins\[0\] is a promise/],
    ['exports nothing', 'export const plugins = [];', /its default export is missing/],
    ['has another field', 'export default { plugin: [] };', /it has the field 'plugin'/],
    ['has no list', 'export default { plugins: {} };', /its plugins are \{\}/],
    ['lists no plugin', 'export default { plugins: [3] };', /plugins\[0\] is 3/],
    [
      'has a number for a version',
      "export default { plugins: [{ name: 'p', version: 1 }] };",
      /version is 1; need a text/,
    ],
    [
      'lists a wrong plugin',
      "export default { plugins: [{ name: 'P' }] };",
      /mjs: a plugin has the name "P"; need [^;]*$/,
    ],
  ])('refuses a file that %s, with the line to write', async (_, code, text) => {
    const path = await config(`broken.mjs`, code);
    await expect(loadRegistry(path)).rejects.toMatchObject({
      code: 'invalid-spec',
      message: expect.stringMatching(text),
    });
    await expect(loadRegistry(path)).rejects.toThrow(path);
  });

  test('refuses a file that is not there', async () => {
    await expect(loadRegistry(join(project, 'none.js'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

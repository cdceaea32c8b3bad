import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from '@selvedge/component/zod';
import { canonicalJson } from '@selvedge/workflow';
import { digestOf } from '../config/code-digest.js';
import type { ModelEntry } from '../registry/model-entry.js';
import type { Plugin } from '../registry/plugin.js';
import { BUILT_IN, createRegistry } from '../registry/registry.js';
import { modelIngredients, ownIngredients, preparationIngredients } from './ingredients.js';
import { machineIdentity } from './machine.js';

const threads = 2;
const planning = { registry: BUILT_IN, threads };
const text = (value: unknown): string => canonicalJson(value);

/** The environment variable for the time of a call. */
function withVariable<T>(name: string, value: string, work: () => T): T {
  const before = process.env[name];
  Object.assign(process.env, { [name]: value });
  try {
    return work();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else Object.assign(process.env, { [name]: before });
  }
}

const mine: ModelEntry = {
  kind: 'mine',
  schema: z.strictObject({ kind: z.literal('mine') }),
  family: 'classical',
  create: () => {
    throw new Error('not asked for');
  },
  load: () => {
    throw new Error('not asked for');
  },
};
const withPlugin = (plugin: Partial<Plugin>) => ({
  registry: createRegistry([{ name: 'p', version: '1', models: [mine], ...plugin }]),
  threads,
});

/** Each ingredient: what a change of it changes, and what it leaves. */
const STEPS = {
  tree: () => modelIngredients(planning, { kind: 'decision-tree' }),
  knn: () => modelIngredients(planning, { kind: 'knn' }),
  voting: () => modelIngredients(planning, { kind: 'voting' }),
  mljs: () => modelIngredients(planning, { kind: 'decision-tree', engine: 'mljs' }),
  network: () => modelIngredients(planning, { kind: 'neural' }),
  tfjs: () => modelIngredients(planning, { kind: 'neural', engine: 'tfjs' }),
  scaler: () => preparationIngredients(planning, [{ kind: 'scale' }]),
  score: () => ownIngredients('data', 'evaluate'),
};
type Step = keyof typeof STEPS;
const all = Object.keys(STEPS) as Step[];
const keys = () => Object.fromEntries(all.map((step) => [step, text(STEPS[step]())]));

describe('a key changes with what decides the bits, and with nothing else', () => {
  test.each<[string, string, readonly Step[]]>([
    ['SELVEDGE_RUNTIME', 'web', ['knn', 'voting', 'network']],
    ['SELVEDGE_TFJS', 'wasm', ['tfjs']],
    ['NO_COLOR', '1', []],
    ['SELVEDGE_CACHE', '/elsewhere', []],
    ['SELVEDGE_RUNS', '/elsewhere', []],
  ])('%s=%s changes exactly %j', (name, value, changed) => {
    const before = keys();
    const after = withVariable(name, value, keys);
    expect(all.filter((step) => before[step] !== after[step])).toEqual(changed);
  });

  test('threads change networks alone', () => {
    const other = { ...planning, threads: 3 };
    const keyOf = (kind: string, plan: typeof planning) => text(modelIngredients(plan, { kind }));
    expect(keyOf('neural', other)).not.toBe(keyOf('neural', planning));
    expect(keyOf('decision-tree', other)).toBe(keyOf('decision-tree', planning));
  });

  test.each<[Step, readonly string[]]>([
    ['tree', ['classical', 'component', 'compute', 'data', 'plan', 'preprocess', 'registry', 'steps']],
    ['mljs', ['classical', 'component', 'compute', 'data', 'mljs', 'plan', 'preprocess', 'registry', 'steps']],
    [
      'network',
      ['component', 'compute', 'data', 'engine-onnx', 'networks', 'neural', 'plan', 'preprocess', 'registry', 'steps'],
    ],
    [
      'tfjs',
      ['component', 'compute', 'data', 'engine-tfjs', 'networks', 'neural', 'plan', 'preprocess', 'registry', 'steps'],
    ],
    ['scaler', ['component', 'data', 'plan', 'preprocess', 'registry', 'steps']],
    ['score', ['data', 'evaluate', 'plan', 'registry', 'steps']],
  ])('the code behind %s is that of %j', (step, code) => {
    expect(Object.keys(STEPS[step]().code).sort()).toEqual(code);
  });

  test('versions of what computes are there: runtime, TensorFlow.js and the ml-* packages', () => {
    const environment = (family: 'classical' | 'neural', engine?: string) =>
      machineIdentity({ family, engine, threads }) as Readonly<Record<string, object>>;
    expect(environment('classical')).toMatchObject({
      node: expect.stringMatching(/^\d+$/),
      processor: expect.stringMatching(/./),
      runtime: expect.stringMatching(/^onnxruntime-(node|web) \d+\.\d+/),
    });
    expect(Object.keys(environment('classical', 'mljs')['mljs'])).toContain('ml-random-forest');
    expect(Object.keys(environment('neural', 'tfjs')['tfjs'])).toContain('@tensorflow/tfjs-core');
  });

  test('a plugin changes by its version and the text of its functions', () => {
    const keyOf = (plugin: Partial<Plugin>) => text(modelIngredients(withPlugin(plugin), { kind: 'mine' }).code);
    expect(keyOf({})).toBe(keyOf({}));
    expect(keyOf({ version: '2' })).not.toBe(keyOf({}));
    const load = (): never => {
      throw new Error('other code');
    };
    expect(keyOf({ models: [{ ...mine, load }] })).not.toBe(keyOf({}));
  });
});

describe('the code of a configuration file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'selvedge-code-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const write = async (name: string, content: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  };

  test('is what it imports, too, and nothing that it does not', async () => {
    const files: Record<string, string> = {
      'selvedge.config.js':
        "import { a } from './a.js';\nimport lamps from 'lamps';\nexport default { plugins: [a, lamps] };",
      'a.js': "export * from './deeper/b.mjs';\nconst table = new URL('./table.json', import.meta.url);",
      'deeper/b.mjs': "const c = await import('./c.cjs');",
      'deeper/c.cjs': "const d = require('./d');",
      'deeper/d.js': 'module.exports = 1;',
      'table.json': '{}',
      'node_modules/lamps/package.json': '{"name":"lamps","version":"1.0.0","dependencies":{"bulbs":"*"}}',
      'node_modules/bulbs/package.json': '{"name":"bulbs","version":"1.0.0"}',
    };
    await write('unrelated.js', '1');
    for (const [name, content] of Object.entries(files)) await write(name, content);
    const digest = () => digestOf(join(folder, 'selvedge.config.js'));
    const first = await digest();
    for (const [name, content] of Object.entries(files)) {
      await write(name, name.startsWith('node_modules') ? content.replace('1.0.0', '1.0.1') : `${content}\n`);
      expect([name, (await digest()) === first]).toEqual([name, false]);
      await write(name, content);
    }
    await write('unrelated.js', '2');
    expect(await digest()).toBe(first);
  });
});

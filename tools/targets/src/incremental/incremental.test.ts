import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedTasks, TARGETS, taskHashes } from './changed-tasks.js';
import { copyWorkspace } from './copy-workspace.js';
import { dependents } from './dependents.js';

const copy = await realpath(await mkdtemp(join(tmpdir(), 'selvedge-incremental-')));
let before: ReadonlyMap<string, string>;

beforeAll(async () => {
  await copyWorkspace(copy);
  before = await taskHashes(copy);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** The tasks that run after a file has another line at its end. */
async function tasksAfter(file: string, line = '\n'): Promise<string[]> {
  const path = join(copy, file);
  const text = await readFile(path, 'utf8');
  await appendFile(path, line);
  const changed = changedTasks(before, await taskHashes(copy));
  await writeFile(path, text);
  return changed;
}

describe('a change', () => {
  test.each([
    // The example of nx-selvedge's README needs the command.
    ['evaluate', ['resample', 'report', 'pipeline', 'cli', 'selvedge', 'studies', 'nx-selvedge', 'bench-tools']],
    // The example of resample's README needs a model.
    [
      'classical',
      ['resample', 'pipeline', 'cli', 'selvedge', 'studies', 'nx-selvedge', 'browser-tools', 'bench-tools'],
    ],
  ])('in a source of %s runs every target of it and of what stands on it, and no other', async (name, above) => {
    const packages = await dependents(copy, name);
    expect(packages.map(({ project }) => project)).toEqual(expect.arrayContaining([name, ...above]));
    const wanted = packages.flatMap(({ project, published }) =>
      TARGETS.filter((target) => published || !target.startsWith('pack')).map((target) => `${project}:${target}`),
    );
    // The test that counts the names of all main entries reads this one.
    wanted.push('packed-tools:test');
    expect(await tasksAfter(`packages/${name}/src/index.ts`)).toEqual(wanted.sort());
  });

  test('that is undone runs nothing', async () => {
    expect(changedTasks(before, await taskHashes(copy))).toEqual([]);
  });

  test("in a test runs its package's lint, typecheck and test alone", async () => {
    expect(await tasksAfter('packages/evaluate/src/metrics/metrics.test.ts')).toEqual([
      'evaluate:lint',
      'evaluate:test',
      'evaluate:typecheck',
    ]);
  });

  test("in a package's README runs its example, here and from the tarball", async () => {
    expect(await tasksAfter('packages/evaluate/README.md')).toEqual([
      'docs-tools:test',
      'evaluate:pack',
      'evaluate:packed',
      'evaluate:test',
    ]);
  });

  test('in a test that every package has runs the tests alone', async () => {
    const tests = [...before.keys()].filter((name) => name.endsWith(':test'));
    const own = ['jest-tools:lint', 'jest-tools:typecheck'];
    expect(await tasksAfter('tools/jest/published/contracts.test.ts')).toEqual([...tests, ...own].sort());
  });

  test.each([
    ['definitions', 'definition-tools', 'src/specs.generated.test.ts'],
    ['assembly', 'assembly-tools', 'assembly'],
  ])('in the tool %s, which writes code, runs tests that compare, and builds no package', async (tool, own, where) => {
    const changed = await tasksAfter(`tools/${tool}/src/${tool === 'assembly' ? 'kernels' : 'specs'}.ts`);
    const folders = await readdir(join(copy, 'packages'));
    const comparing = folders.filter((name) => existsSync(join(copy, 'packages', name, where)));
    // Kernels of engine-onnx are compared by a test of neural, which has a use for them.
    const tests = comparing
      .filter((name) => name !== 'engine-onnx')
      .flatMap((name) => [`${name}:test`, `${name}:typecheck`]);
    const tools = ['build', 'lint', 'test', 'typecheck'].map((target) => `${own}:${target}`);
    expect(changed).toEqual([...tests, ...tools].sort());
  });

  test.each(['README.md', 'docs/guides/models-of-your-own.md'])('in %s runs the tests that read it', async (file) => {
    expect(await tasksAfter(file)).toEqual(['docs-tools:test', 'studies:test']);
  });

  test('in a decision record runs the test of their index', async () => {
    expect(await tasksAfter('docs/decisions/0001-toolchain.md')).toEqual(['docs-tools:test']);
  });

  test('in the page of results runs the test that compares it with them', async () => {
    expect(await tasksAfter('docs/results.md')).toEqual(['studies:test']);
  });

  test('in how packages are packed packs all of them', async () => {
    const packed = [...before.keys()].filter((name) => /:pack(ed)?$/.test(name));
    const own = ['build', 'lint', 'test', 'typecheck'].map((target) => `packed-tools:${target}`);
    expect(await tasksAfter('tools/packed/src/blank-project.ts')).toEqual([...packed, ...own].sort());
  });

  test('in another document runs nothing', async () => {
    expect(await tasksAfter('docs/speed.md')).toEqual([]);
  });

  test("in a rule of lint runs every package's lint", async () => {
    const changed = await tasksAfter('eslint.config.mjs');
    expect(changed).toEqual([...before.keys()].filter((name) => name.endsWith(':lint')).sort());
  });

  test.each(['package-lock.json', 'package.json', 'tsconfig.base.json'])('in %s runs everything', async (file) => {
    expect(await tasksAfter(file)).toEqual([...before.keys()].sort());
  });
});

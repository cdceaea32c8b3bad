// Packs every public package, checks the tarballs with publint and attw, installs each one with nothing but its own
// dependencies into a blank project, and runs its README example there. `compute` and what stands on it are also
// installed with npm's install scripts on, where onnxruntime-node's script may fail (it downloads): that must not break
// an install, because WebAssembly takes over.
//
// Usage: node tools/packed/check.mjs [package ...]     exit codes: 0 all work, 1 something does not

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const SCRIPTS_ON = ['compute', 'pipeline'];

async function publicPackages() {
  const found = new Map();
  for (const group of ['packages', 'tools']) {
    for (const folder of await readdir(join(root, group))) {
      const path = join(root, group, folder);
      const manifest = await readFile(join(path, 'package.json'), 'utf8').then(JSON.parse, () => undefined);
      if (manifest && !manifest.private) found.set(manifest.name, { name: manifest.name, folder, path, manifest });
    }
  }
  return found;
}

/** A package and every package of ours below it. */
function closure(packages, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const below of Object.keys(packages.get(name).manifest.dependencies ?? {})) {
    if (packages.has(below)) closure(packages, below, seen);
  }
  return seen;
}

/** Where a README's line installs onnxruntime-node itself, its download of CUDA libraries is skipped as compute's says. */
async function npm(cwd, ...args) {
  return run('npm', args, cwd, args.includes('onnxruntime-node') ? { ONNXRUNTIME_NODE_INSTALL: 'skip' } : {});
}

async function run(command, args, cwd, env = {}) {
  try {
    return await execute(command, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 26, timeout: 600_000 });
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')}\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  }
}

async function pack({ path, manifest }, into) {
  // Packages written in plain JavaScript ship their sources; the others only what the compiler made.
  const shipped = manifest.main?.startsWith('./src/') ? 'src' : 'dist';
  const { stdout } = await npm(path, 'pack', '--json', '--pack-destination', into);
  const parsed = JSON.parse(stdout);
  const [entry] = Array.isArray(parsed) ? parsed : Object.values(parsed);
  const strange = entry.files
    .map((file) => file.path)
    .filter(
      (file) =>
        !new RegExp(`^(${shipped}|bin|datasets|schema|assets)/|^(package\\.json|README\\.md|LICENSE)$`).test(file),
    );
  if (strange.length > 0) throw new Error(`the tarball holds files that nobody asked for: ${strange.join(', ')}`);
  return join(into, entry.filename);
}

async function tryInBlankProject(target, tarballs, scripts, work) {
  const project = join(work, `${target.folder}-${scripts ? 'scripts' : 'no-scripts'}`);
  await mkdir(project);
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'blank', private: true, type: 'module' }));
  await npm(
    project,
    'install',
    ...tarballs,
    ...(await peersToInstall(target)),
    `--ignore-scripts=${!scripts}`,
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  );
  const entry = `import * as all from '${target.name}'; if (Object.keys(all).length === 0) throw new Error('exports nothing');`;
  await writeFile(join(project, 'entry.mjs'), entry);
  await run(process.execPath, ['entry.mjs'], project);
  for (const name of Object.keys(target.manifest.bin ?? {}))
    await run(join(project, 'node_modules/.bin', name), ['--version'], project);
  await checkTypes(target, project);
  await runReadme(target, project);
}

/** The README's example and the whole package's declarations, as strictly as a reader's own project may check them. */
async function checkTypes(target, project) {
  await writeFile(
    join(project, 'types.ts'),
    `${(await readmeExample(target)) ?? ''}\nexport * as all from '${target.name}';\n`,
  );
  const options = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    target: 'es2024',
    module: 'nodenext',
    // Declarations of other people's packages are not ours to check; broken ones of ours show in types.ts.
    skipLibCheck: true,
    typeRoots: [join(root, 'node_modules/@types')],
    types: ['node'],
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['types.ts'] }));
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], project);
}

async function readmeExample(target) {
  const readme = await readFile(join(target.path, 'README.md'), 'utf8');
  return /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
}

/** What the README's first `npm install` line names beside our packages: the optional peers its example needs. */
async function peersToInstall(target) {
  const readme = await readFile(join(target.path, 'README.md'), 'utf8');
  const [, names = ''] = /```sh\nnpm install (?:--save-dev )?(.*)\n/.exec(readme) ?? [];
  const peers = Object.keys(target.manifest.peerDependencies ?? {});
  return names.split(' ').filter((name) => peers.includes(name));
}

/** The README's first TypeScript block, as a newcomer would paste it; what it prints must be what its comments say. */
async function runReadme(target, project) {
  const example = await readmeExample(target);
  if (!example) return;
  const expected = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, text]) => text);
  const { default: typescript } = await import('typescript');
  const { outputText } = typescript.transpileModule(example, {
    compilerOptions: { module: 'esnext', target: 'es2022' },
  });
  await writeFile(join(project, 'readme.mjs'), outputText);
  const { stdout } = await run(process.execPath, ['readme.mjs'], project);
  const printed = stdout
    .trim()
    .split('\n')
    .slice(-expected.length || undefined);
  if (expected.length > 0 && printed.join('\n') !== expected.join('\n')) {
    throw new Error(`its README says\n${expected.join('\n')}\nbut prints\n${stdout}`);
  }
}

async function main() {
  const packages = await publicPackages();
  const wanted = process.argv.slice(2);
  const work = await mkdtemp(join(tmpdir(), 'selvedge-packed-'));
  const failures = [];
  const attempt = async (what, action) => {
    const start = performance.now();
    try {
      const result = await action();
      console.log(`ok    ${what}  ${((performance.now() - start) / 1000).toFixed(1)} s`);
      return result;
    } catch (error) {
      console.log(`FAIL  ${what}\n${error.message}`);
      failures.push(what);
      return undefined;
    }
  };
  const tarballs = new Map();
  for (const entry of packages.values()) {
    tarballs.set(entry.name, await attempt(`pack ${entry.name}`, () => pack(entry, work)));
  }
  for (const entry of packages.values()) {
    if (wanted.length > 0 && !wanted.includes(entry.folder)) continue;
    const tarball = tarballs.get(entry.name);
    const files = [...closure(packages, entry.name)].map((name) => tarballs.get(name));
    if (files.includes(undefined)) continue;
    await attempt(`publint ${entry.name}`, () => run('npx', ['publint', '--strict', tarball], root));
    await attempt(`attw ${entry.name}`, () => run('npx', ['attw', '--profile', 'esm-only', tarball], root));
    await attempt(`blank project, ${entry.name}`, () => tryInBlankProject(entry, files, false, work));
    if (SCRIPTS_ON.includes(entry.folder)) {
      await attempt(`blank project with install scripts, ${entry.name}`, () =>
        tryInBlankProject(entry, files, true, work),
      );
    }
  }
  await rm(work, { recursive: true, force: true });
  console.log(
    failures.length === 0 ? 'Every packed package works.' : `${failures.length} checks failed: ${failures.join('; ')}`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}

await main();

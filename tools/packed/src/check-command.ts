// Checks a packed package: publint, attw, and a blank project that installs nothing else and runs its README's example.
// Where it brings onnxruntime-node, also with install scripts on: that one's may fail (it downloads), which must not
// break an install, because WebAssembly takes over. Types, and install scripts, are tried on the first Node alone.
//
//   node tools/packed/dist/check-command.js <folder> [--node 20|22|24|26|all] [--manager npm|pnpm|yarn|yarn-berry|all]
//     [--typescript 5.4|5.6|5.9|6|7|all]
//
// Exit codes: 0 all work, 1 something does not, 2 usage. The tarballs are those of `npx nx pack`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { namesToInstall, tryInBlankProject } from './blank-project.js';
import { fetchManager, MANAGERS } from './managers.js';
import { fetchNode, NODE_RELEASES } from './node-release.js';
import { closure, type PublicPackage, publicPackages, WORKSPACE } from './public-packages.js';
import { readReadme } from './readme.js';
import { run } from './run.js';
import { tarballOf } from './tarball.js';
import { fetchTypescript, TYPESCRIPT_RELEASES } from './typescript-release.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    node: { type: 'string' },
    manager: { type: 'string', default: 'npm' },
    typescript: { type: 'string' },
  },
});
const [folder] = positionals;
const managers = choose(values.manager, MANAGERS, 'manager');
const releases = values.node === undefined ? [undefined] : choose(values.node, NODE_RELEASES, 'node');
const typescripts =
  values.typescript === undefined ? [undefined] : choose(values.typescript, TYPESCRIPT_RELEASES, 'typescript');
const packages = await publicPackages();
const target = [...packages.values()].find((entry) => entry.folder === folder);
if (!target) refuse(`${folder} is not the folder of a published package`);
const tarballs = await tarballsFor(target);

const work = await mkdtemp(join(tmpdir(), 'selvedge-packed-'));
const failures: string[] = [];
try {
  await check(target);
} finally {
  await rm(work, { recursive: true, force: true });
}
if (failures.length > 0) console.log(`${failures.length} checks failed: ${failures.join('; ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Of a package and of all that its README installs. */
async function tarballsFor(target: PublicPackage): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of closure(packages, namesToInstall(target, await readReadme(target.path)))) {
    const tarball = await tarballOf(packages.get(name) as PublicPackage);
    found.set(name, tarball ?? refuse(`${name} has no tarball; run npx nx pack ${target.folder} first`));
  }
  return found;
}

async function check(target: PublicPackage): Promise<void> {
  const tarball = tarballs.get(target.name) as string;
  await attempt(`publint ${target.name}`, () => bin('publint/src/cli.js', '--strict', tarball));
  await attempt(`attw ${target.name}`, () =>
    bin('@arethetypeswrong/cli/dist/index.js', '--profile', 'esm-only', tarball),
  );
  const everyCompiler: string[] = [];
  for (const release of typescripts) everyCompiler.push(await fetchTypescript(release, work));
  for (const manager of managers) {
    const executable = await fetchManager(manager, work);
    for (const release of releases) {
      const node = await fetchNode(release, work);
      const isFirst = release === releases[0];
      for (const scripts of bringsRuntime(tarballs) && isFirst ? [false, true] : [false]) {
        const what = `${target.name}, Node ${release ?? process.versions.node}, ${manager}, scripts ${scripts ? 'on' : 'off'}`;
        const project = join(work, `${manager}-${release ?? 'this'}-${scripts ? 'scripts' : 'none'}`);
        await attempt(what, async () => {
          // Types are the same whatever installs and runs.
          const compilers = isFirst && !scripts && manager === managers[0] ? everyCompiler : [];
          const setting = { node, manager, executable, scripts, compilers };
          const megabytes = await tryInBlankProject(target, packages, tarballs, setting, project);
          return `${megabytes.toFixed(1)} MB`;
        });
        await rm(project, { recursive: true, force: true });
      }
    }
  }
}

function bringsRuntime(tarballs: ReadonlyMap<string, string>): boolean {
  return [...tarballs.keys()].some((name) => {
    const { dependencies = {}, optionalDependencies = {} } = packages.get(name)?.manifest ?? {};
    return 'onnxruntime-node' in dependencies || 'onnxruntime-node' in optionalDependencies;
  });
}

async function bin(script: string, ...args: string[]): Promise<string> {
  await run(process.execPath, [join(WORKSPACE, 'node_modules', script), ...args], WORKSPACE);
  return '';
}

async function attempt(what: string, action: () => Promise<string>): Promise<void> {
  const start = performance.now();
  try {
    const result = await action();
    console.log(`ok    ${what}  ${((performance.now() - start) / 1000).toFixed(1)} s  ${result}`.trimEnd());
  } catch (error) {
    console.log(`FAIL  ${what}\n${(error as Error).message}`);
    failures.push(what);
  }
}

function choose<T extends string>(text: string, allowed: readonly T[], option: string): readonly T[] {
  if (text === 'all') return allowed;
  const found = allowed.find((one) => one === text);
  return [found ?? refuse(`--${option} is ${text}, not one of ${allowed.join(', ')}, all`)];
}

function refuse(problem: string): never {
  console.error(problem);
  process.exit(2);
}

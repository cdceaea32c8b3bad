import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../finding.js';
import type { Change } from './change.js';
import { type Counts, stepsOf, writeFiles } from './changed-project.js';
import { CHANGES } from './changes.js';
import { FILES, makeStaleProject, PICTURE_FILES } from './stale-project.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const NX = join(ROOT, 'node_modules/nx/dist/bin/nx.js');

const WORKSPACE: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "workspace", "private": true, "dependencies": { "ml-cart": "2.1.1" } }\n',
  'package-lock.json': `${JSON.stringify({
    name: 'workspace',
    lockfileVersion: 3,
    packages: {
      '': { name: 'workspace', dependencies: { 'ml-cart': '2.1.1' } },
      'node_modules/ml-cart': { version: '2.1.1', integrity: 'sha512-one' },
    },
  })}\n`,
  'nx.json': JSON.stringify({
    plugins: [{ plugin: '@selvedge/nx', options: { command: `node ${join(ROOT, 'packages/cli/bin/selvedge.js')}` } }],
    analytics: false,
    neverConnectToCloud: true,
  }),
};

/** What Nx knows of installed packages, and what is in no input of a target. */
const OWN: readonly Change[] = [
  {
    name: 'a version in the lock file',
    files: {
      '../package-lock.json': WORKSPACE['package-lock.json'].replaceAll('2.1.1', '2.1.2').replace('one', 'two'),
    },
    runs: () => true,
  },
  { name: 'a file of the project that no pipeline reads', files: { 'notes.md': 'notes\n' }, runs: () => false },
];

/** The same changes in a workspace of Nx, whose cache has the unchanged run: the target runs again where a step has to. */
export async function runNx(
  folder: string,
  changes: readonly Change[],
  seconds: number,
  found: (finding: Finding) => void,
): Promise<Counts> {
  const counts: Counts = { changes: 0, again: 0, stale: 0, needless: 0 };
  const end = performance.now() + seconds * 1000;
  const app = join(folder, 'app');
  await makeStaleProject(app);
  await makeLinks(folder);
  await writeFiles(folder, { files: WORKSPACE });
  await mkdir(join(folder, 'datasets'));
  await writeFiles(app, inWorkspace(FILES));
  const seen = [...changes.filter((change) => change.nx !== 'apart'), ...OWN];
  const unchanged = new Map<string, readonly string[]>();
  for (const target of new Set(seen.map(targetOf))) {
    const { code, output } = await nx(folder, target, {});
    if (code !== 0) throw new Error(`the unchanged target ${target} fails: ${output}`);
    unchanged.set(target, [...(await stepsOf(join(app, 'runs', target))).keys()]);
  }
  for (const change of seen) {
    if (performance.now() > end) break;
    const note = (kind: string, message: string): void =>
      found({ kind, where: `nx, ${change.name}`, seed: CHANGES.indexOf(change) + 1, message: message.slice(0, 300) });
    await writeFiles(app, inWorkspace(change.files ?? {}));
    const target = targetOf(change);
    const { code, output } = await nx(folder, target, change.env ?? {});
    const isHit = /read the output from the cache/.test(output);
    const isWanted = change.nx === 'again' || (unchanged.get(target) ?? []).some((step) => change.runs(step));
    counts.changes++;
    counts.again += Number(!isHit);
    if (code !== 0) note('failed', output);
    if (isHit && isWanted) {
      counts.stale++;
      note('stale hit', 'Nx took the run from its cache');
    }
    if (!isHit && !isWanted) {
      counts.needless++;
      note('needless miss', 'Nx ran the command again');
    }
    if (code === 0 && !isHit && change.nx === 'again') {
      const ran = [...(await stepsOf(join(app, 'runs', target)))].filter(([, outcome]) => outcome === 'ran');
      if (ran.length > 0) note('needless miss', ran.map(([id]) => id).join(' '));
    }
    const before = Object.keys(change.files ?? {}).map((name) => [
      name,
      FILES[name] ?? PICTURE_FILES[name] ?? WORKSPACE[name.replace('../', '')] ?? '',
    ]);
    await writeFiles(app, inWorkspace(Object.fromEntries(before)));
  }
  return counts;
}

/** Manifests lie in the workspace, whose project is `app`. */
function inWorkspace(files: NonNullable<Change['files']>): { readonly files: NonNullable<Change['files']> } {
  const { [MANIFEST]: manifest, ...others } = files;
  if (typeof manifest !== 'string') return { files };
  return { files: { ...others, [`../${MANIFEST}`]: manifest.replace('"folder":".."', '"folder":"../app"') } };
}

const MANIFEST = 'datasets/photos.json';

/** Packages of this repository as an installation has them. */
async function makeLinks(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  for (const scope of ['@selvedge', '@nx']) await mkdir(join(modules, scope), { recursive: true });
  for (const name of ['nx', '@nx/devkit', '@selvedge/nx']) {
    await symlink(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
  }
}

/** The target of a pipeline has its name. */
const targetOf = ({ base = 'a.pipeline.yaml' }: Change): string => base.replace('.pipeline.yaml', '');

function nx(
  folder: string,
  target: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [NX, 'run', `stale:${target}`, '--output-style=static'], {
    cwd: folder,
    env: {
      ...process.env,
      SELVEDGE_THREADS: '1',
      SELVEDGE_DATA: '',
      NODE_OPTIONS: '',
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      CI: 'true',
      HOME: folder,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      output += text.toString();
    });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output }));
  });
}

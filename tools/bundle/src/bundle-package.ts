import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { digestOfFiles, madeOf } from './made-of.js';

/** Where the files for Node lie in a package. */
export const FOLDER = 'dist/node';

/** A module that is started by its address, in a thread or a process of its own. */
const STARTED = /\.(worker|process)(\.node)?\.js$/;

/**
 * Libraries of many small modules that every start of the command loads: they are joined with the package that uses them.
 * All else is loaded from where it is installed.
 */
const JOINED: Readonly<Record<string, readonly string[]>> = {
  cli: ['commander', 'picocolors'],
  component: ['zod'],
  pipeline: ['yaml'],
};

/** CommonJS among them asks for modules of Node. */
const REQUIRE = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
`;

/**
 * Joins the compiled modules of a package into one file for each of its entry points, each module that is started as a thread
 * or process, and what several of them share. Entry points are the `exports` of package.json that have a path for `node`.
 * All files lie in one folder: `new URL('./x.worker.js', import.meta.url)` holds in each of them.
 *
 * @throws Error where package.json names a path that is not made here, or a module names a file that would not be there
 */
export async function bundlePackage(root: string): Promise<void> {
  const entries = await entryPointsOf(root);
  const joined = JOINED[basename(root)] ?? [];
  const out = join(root, FOLDER);
  await rm(out, { recursive: true, force: true });
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: FOLDER,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    plugins: [externalBut(joined)],
    ...(joined.length > 0 && { banner: { js: REQUIRE }, legalComments: 'inline' }),
    logLevel: 'warning',
  });
  checkAddresses(root, outputFiles);
  await mkdir(out, { recursive: true });
  await Promise.all(outputFiles.map(({ path, contents }) => writeFile(path, contents)));
  await writeFile(join(out, '.buildinfo'), `${JSON.stringify(await buildInfo(root, outputFiles), null, 2)}\n`);
}

/** What the files were made of, for those who read them: keys of steps, and the command in a clone. */
async function buildInfo(root: string, files: readonly OutputFile[]): Promise<object> {
  const dist = join(root, 'dist');
  const modules = files.filter(({ path }) => path.endsWith('.js'));
  return {
    folders: await madeOf(dist),
    files: digestOfFiles(modules.map(({ path, text }) => [`/${basename(path)}`, text])), // as codeVersions of workflow names them
    compiled: createHash('sha256')
      .update(await readFile(join(dist, '.tsbuildinfo')))
      .digest('hex'),
  };
}

/** Leaves packages where they are installed, but for these. */
const externalBut = (joined: readonly string[]): Plugin => ({
  name: 'external packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./#]/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point' || importer.includes(`${sep}node_modules${sep}`)) return undefined;
      const isJoined = joined.some((name) => path === name || path.startsWith(`${name}/`));
      // What is loaded later costs no start, and esbuild gives CommonJS no names in `await import()`.
      return isJoined && kind !== 'dynamic-import' ? undefined : { path, external: true };
    });
  },
});

interface EntryPoint {
  readonly in: string;
  readonly out: string;
}

async function entryPointsOf(root: string): Promise<EntryPoint[]> {
  const exported = await exportedEntries(root);
  const files = await readdir(join(root, 'dist'), { recursive: true });
  const started = files.filter((file) => STARTED.test(file) && !file.startsWith(`node${sep}`));
  const entries = [...exported, ...started.map((file) => ({ in: `./dist/${file}`, out: basename(file, '.js') }))];
  const names = entries.map(({ out }) => out);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${root}: two modules would be ${FOLDER}/${twice}.js; rename one.`);
  return entries;
}

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly node?: string; readonly default?: string }>>;
}

async function exportedEntries(root: string): Promise<EntryPoint[]> {
  const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  return Object.entries(exports).flatMap(([name, to]) => {
    if (typeof to === 'string' || to.node === undefined) return [];
    const out = /^\.\/dist\/node\/([^/]+)\.js$/.exec(to.node)?.[1];
    if (out === undefined || to.default === undefined) {
      throw new Error(`${root}/package.json: exports['${name}'] needs node: './${FOLDER}/NAME.js' and a default.`);
    }
    return [{ in: to.default, out }];
  });
}

interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** A file that is named by its address is not followed by esbuild: it has to be an entry point as well. */
function checkAddresses(root: string, files: readonly OutputFile[]): void {
  const made = new Set(files.map(({ path }) => path));
  for (const { path, text } of files) {
    for (const [, address] of text.matchAll(/new URL\(["'`]([^"'`]+)["'`], import\.meta\.url\)/g)) {
      if (made.has(join(dirname(path), address))) continue;
      throw new Error(
        `${relative(root, path)} names '${address}' by its address, which is not in ${FOLDER}: end its name in .worker.js or ` +
          '.process.js, or find it through package.json.',
      );
    }
  }
}

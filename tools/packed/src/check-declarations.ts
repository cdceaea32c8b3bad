import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entryPoints, type PublicPackage } from './public-packages.js';
import { run } from './run.js';

const MODULES = ['node16', 'nodenext', 'bundler'] as const;

/** Entry points whose declarations name those of a library that needs a newer TypeScript, and the first that reads it. */
const OLDEST: Readonly<Record<string, number>> = {
  '@selvedge/ingest/arrow': 5.7, // flatbuffers of apache-arrow has generic typed arrays
  '@selvedge/nx': Number.POSITIVE_INFINITY, // @nx/devkit asks for typescript and for the types of Node, yargs and semver
};

/** What both Node's types and a browser's have. */
const GLOBALS = 'declare global { interface AbortSignal {} interface URL {} }';

/**
 * Compiles every declaration that a package's entry points bring, other people's among them, without the types of Node
 * and of browsers.
 *
 * @param project - where the package is installed
 * @param tsc - path of the compiler
 * @throws Error with what the compiler says
 */
export async function checkDeclarations(target: PublicPackage, project: string, tsc: string): Promise<void> {
  const version = Number.parseFloat((await run(process.execPath, [tsc, '--version'], project)).replace('Version ', ''));
  const entries = entryPoints(target).filter((name) => version >= (OLDEST[name] ?? 0));
  if (entries.length === 0) return;
  const lines = entries.map((name, at) => `export * as all${at} from '${name}';`);
  await writeFile(join(project, 'declarations.ts'), [GLOBALS, ...lines].join('\n'));
  for (const module of MODULES) {
    const compilerOptions = {
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022'],
      exactOptionalPropertyTypes: true,
      types: [],
      module: module === 'bundler' ? 'esnext' : module,
      moduleResolution: module,
    };
    const file = `tsconfig.${module}.json`;
    await writeFile(join(project, file), JSON.stringify({ compilerOptions, files: ['declarations.ts'] }));
    await run(process.execPath, [tsc, '-p', file], project);
  }
}

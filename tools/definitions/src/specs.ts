import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { classExportsText, classTypesText } from './class-exports.js';
import { withClassTable } from './class-table.js';
import { withNameTables } from './name-tables.js';
import { type PackageSchemas, specsText } from './specs-text.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The packages that list their definitions in src/catalogues.ts. */
export const packagesWithDefinitions = (): readonly string[] =>
  readdirSync(join(ROOT, 'packages')).filter((name) =>
    /^export (const|\{ ).*\b(catalogues|objects|nameCatalogues)\b/m.test(
      textOf(`packages/${name}/src/catalogues.ts`) ?? '',
    ),
  );

/** Files that are not what the definitions say, relative to the workspace. */
export function staleSpecs(packages: readonly string[]): readonly string[] {
  return packages.flatMap(generated).flatMap(({ path, text }) => (textOf(path) === text ? [] : [path]));
}

/** Writes what follows from the definitions of the packages: interfaces, exports of classes, tables of READMEs. */
export function writeSpecs(packages: readonly string[]): void {
  for (const { path, text } of packages.flatMap(generated)) {
    if (textOf(path) !== text) writeFileSync(join(ROOT, path), text);
  }
}

function textOf(path: string): string | undefined {
  return existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined;
}

interface GeneratedFile {
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
}

function generated(name: string): readonly GeneratedFile[] {
  const schemas = definitionsOf(name);
  const code = (file: string, text: string | undefined): readonly GeneratedFile[] => {
    const path = join('packages', name, 'src', file);
    return text === undefined ? [] : [{ path, text: formatted(text, path) }];
  };
  const readme = join('packages', name, 'README.md');
  return [
    ...code('specs.generated.ts', specsText(schemas)),
    ...code('classes.generated.ts', classExportsText(join(ROOT, 'packages', name, 'src'), schemas.families)),
    ...code('class-types.generated.ts', classTypesText(join(ROOT, 'packages', name, 'src'), schemas.families)),
    { path: readme, text: withNameTables(withClassTable(textOf(readme) ?? '', schemas.families), schemas.names) },
  ];
}

/** Read from the sources by another process, because what is written now may be what a build still misses. */
function definitionsOf(name: string): PackageSchemas {
  const module = pathToFileURL(join(ROOT, 'packages', name, 'src/catalogues.ts')).href;
  const program = `
    import { z } from 'zod';
    import * as module from ${JSON.stringify(module)};
    const { catalogues = [], objects = [], nameCatalogues = [] } = module;
    // Of a family of classes only what a person writes has a name, and a kind written alone stays as it is.
    const namesOf = ({ typeName, form, shorthand }) => ({
      input: typeName,
      output: form === 'params' || shorthand ? typeName : typeName.replace(/Spec$/, 'Params'),
    });
    const names = new Map([...catalogues, ...objects].map((each) => [each.shorthand ?? each.schema, namesOf(each)]));
    const schemaOf = (schema, io) =>
      z.toJSONSchema(schema, {
        io,
        override: ({ zodSchema, jsonSchema }) => {
          const typeName = zodSchema === schema ? undefined : names.get(zodSchema)?.[io];
          if (typeName === undefined) return;
          for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
          jsonSchema.$ref = typeName;
        },
      });
    const families = catalogues.map(({ typeName, description, definitions, form = 'spec', names }) => ({
      typeName,
      description,
      form,
      names,
      components: definitions.map(({ kind, schema }) => ({
        kind,
        schema: schemaOf(schema, form === 'spec' ? 'input' : 'output'),
        needed: schemaOf(schema, 'input').required.filter((name) => name !== 'kind'),
      })),
    }));
    const plain = objects.map(({ typeName, schema }) => ({
      typeName,
      written: schemaOf(schema, 'input'),
      filled: schemaOf(schema, 'output'),
    }));
    const named = nameCatalogues.map(({ family, typeName, description, definitions }) => ({
      family,
      typeName,
      description,
      definitions: definitions.map(({ name, description }) => ({ name, description })),
    }));
    process.stdout.write(JSON.stringify({ families, objects: plain, names: named }));`;
  const flags = ['--conditions=@selvedge/source', '--import=@swc-node/register/esm-register', '--input-type=module'];
  const options = { cwd: join(ROOT, 'packages', name), encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, '--eval', program], options);
  if (status !== 0) throw new Error(`the definitions of ${name} can't be read:\n${stderr}`);
  return JSON.parse(stdout) as PackageSchemas;
}

function formatted(text: string, path: string): string {
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const options = { input: text, cwd: ROOT, encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync(biome, ['format', `--stdin-file-path=${path}`], options);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

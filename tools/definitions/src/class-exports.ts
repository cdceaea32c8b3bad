import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentsOfClasses, type FamilySchemas, pascal } from './specs-text.js';

/**
 * A module that exports the class of every component whose specification is the parameters of a class.
 *
 * @param source - the folder of the package's sources
 * @returns undefined for a package without such components
 * @throws Error for a kind without a class of its name
 */
export function classExportsText(source: string, families: readonly FamilySchemas[]): string | undefined {
  const kinds = componentsOfClasses(families).map(({ kind }) => kind);
  if (kinds.length === 0) return undefined;
  const files = filesOfClasses(source);
  const exports = kinds.map((kind) => {
    const file = files.get(pascal(kind));
    if (file === undefined) throw new Error(`'${kind}' needs a class ${pascal(kind)} in ${source}`);
    return `export { ${pascal(kind)} } from './${file}';\n`;
  });
  return `${WRITTEN}${exports.join('')}`;
}

/**
 * A module of the types beside those classes: what `fit` returns, where that has a class of its own, and the interface
 * of the parameters.
 *
 * @returns undefined for a package without such components
 */
export function classTypesText(source: string, families: readonly FamilySchemas[]): string | undefined {
  const kinds = componentsOfClasses(families).map(({ kind }) => kind);
  if (kinds.length === 0) return undefined;
  const files = filesOfClasses(source);
  const fitted = kinds.flatMap((kind) => {
    const file = files.get(`Fitted${pascal(kind)}`);
    return file === undefined ? [] : [`export type { Fitted${pascal(kind)} } from './${file}';\n`];
  });
  const params = kinds.map((kind) => `${pascal(kind)}Params`);
  return `${WRITTEN}${fitted.join('')}export type { ${params.join(', ')} } from './specs.generated.js';\n`;
}

const WRITTEN = '// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.\n';

/** The module that has each exported class, as it is imported from `source`. */
function filesOfClasses(source: string): ReadonlyMap<string, string> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  return new Map(
    files
      .sort()
      .flatMap((file) =>
        [...readFileSync(join(source, file), 'utf8').matchAll(/^export class (\w+)/gm)].map(
          ([, name]) => [name, file.replace(/\.ts$/, '.js')] as const,
        ),
      ),
  );
}

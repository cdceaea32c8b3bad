import { docText } from './doc-text.js';
import type { JsonSchema } from './json-schema.js';
import { typeText } from './type-text.js';

/** A family of components with the schema of what a person writes for each. */
export interface FamilySchemas {
  /** `AugmentSpec`: the union of them all. */
  readonly typeName: string;
  readonly description: string;
  readonly components: readonly { readonly kind: string; readonly schema: JsonSchema }[];
}

/** A module with an interface for each component, as written and with its defaults, and a union for each family. */
export function specsText(families: readonly FamilySchemas[]): string {
  const parts = families.flatMap(({ typeName, description, components }) => [
    ...components.map(({ kind, schema }) => interfacesText(kind, schema)),
    `/** ${description} */\nexport type ${typeName} =${components.map(({ kind }) => `\n  | ${pascal(kind)}Spec`).join('')};\n`,
  ]);
  const body = parts.join('\n');
  const imports = body.includes('Filled<') ? "import type { Filled } from '@selvedge/component';\n\n" : '';
  return `// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.\n${imports}${body}`;
}

function interfacesText(kind: string, schema: JsonSchema): string {
  const { properties = {}, required = [], description } = schema;
  const members = Object.entries(properties).map(([name, field]) => {
    const doc = name === 'kind' ? '' : docText(field, '  ');
    return `${doc}  readonly ${name}${required.includes(name) ? '' : '?'}: ${typeText(field)};\n`;
  });
  const filled = Object.keys(properties).filter((name) => properties[name].default !== undefined);
  const written = `${docText({ ...(description !== undefined && { description }) }, '')}export interface ${pascal(kind)}Spec {\n${members.join('')}}\n`;
  const names = filled.map((name) => `'${name}'`).join(' | ');
  const params = filled.length === 0 ? `${pascal(kind)}Spec` : `Filled<${pascal(kind)}Spec, ${names}>`;
  return `${written}\n/** With the defaults filled in. */\nexport type ${pascal(kind)}Params = ${params};\n`;
}

const pascal = (kind: string): string =>
  kind.replace(/(^|[-\s])([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

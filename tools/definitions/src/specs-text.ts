import { docText } from './doc-text.js';
import type { JsonSchema } from './json-schema.js';
import { typeText } from './type-text.js';

/** A family of components with the schema of what a person writes for each. */
export interface FamilySchemas {
  /** `AugmentSpec`: the union of them all. */
  readonly typeName: string;
  readonly description: string;
  /** Whether code passes specifications, or parameters to a class. */
  readonly form: 'spec' | 'params';
  readonly components: readonly ComponentSchemas[];
  /** Kinds that can be written alone, in the place of a specification. */
  readonly names?: readonly string[];
}

export interface ComponentSchemas {
  readonly kind: string;
  /** Of what a person writes, or of the parameters of a class. */
  readonly schema: JsonSchema;
  /** Parameters that have no default. */
  readonly needed?: readonly string[];
}

/** A plain object with the schemas of what a person writes and of what its code reads. */
export interface ObjectSchemas {
  readonly typeName: string;
  readonly written: JsonSchema;
  readonly filled: JsonSchema;
}

/** A family of components without parameters. */
export interface NamesSchemas {
  readonly family: string;
  /** `MetricName` */
  readonly typeName: string;
  readonly description: string;
  readonly definitions: readonly { readonly name: string; readonly description: string }[];
}

/** All that a package defines. */
export interface PackageSchemas {
  readonly families: readonly FamilySchemas[];
  readonly names?: readonly NamesSchemas[];
  readonly objects: readonly ObjectSchemas[];
}

/** A module with an interface for each component, as written and with its defaults, and a union for each family. */
export function specsText({ families, objects, names = [] }: PackageSchemas): string {
  const texts = [...withoutRepeats(families).map(familyText), ...objects.map(objectText), ...names.map(namesText)];
  const body = texts.join('\n');
  const imports = body.includes('Filled<') ? "import type { Filled } from '@selvedge/component';\n\n" : '';
  return `// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.\n${imports}${body}`;
}

interface FamilyText extends FamilySchemas {
  /** Those that no family before it has. */
  readonly own: readonly ComponentSchemas[];
}

/** A family may hold all of another one: its interfaces are written once. */
function withoutRepeats(families: readonly FamilySchemas[]): readonly FamilyText[] {
  return families.map((family, at) => {
    const before = new Set(families.slice(0, at).flatMap(({ components }) => components.map(({ kind }) => kind)));
    return { ...family, own: family.components.filter(({ kind }) => !before.has(kind)) };
  });
}

/** The components, each once, whose specifications are the parameters of classes. */
export const componentsOfClasses = (families: readonly FamilySchemas[]): readonly ComponentSchemas[] =>
  withoutRepeats(families).flatMap(({ form, own }) => (form === 'params' ? own : []));

function familyText({ typeName, description, form, components, own, names = [] }: FamilyText): string {
  const unionOf = (suffix: string): string => components.map(({ kind }) => `\n  | ${pascal(kind)}${suffix}`).join('');
  const alone = names.map((name) => `\n  | '${name}'`).join('');
  const filled = `\n/** With the defaults filled in. */\nexport type ${filledName(typeName)} =${unionOf('Params')};\n`;
  return [
    ...own.map((each) => (form === 'spec' ? specText(each) : paramsText(each))),
    `/** ${description} */\nexport type ${typeName} =${alone}${unionOf('Spec')};\n${form === 'spec' ? filled : ''}`,
  ].join('\n');
}

const filledName = (typeName: string): string => typeName.replace(/Spec$/, 'Params');

function objectText({ typeName, written, filled }: ObjectSchemas): string {
  const members = Object.entries(filled.properties ?? {}).map(
    ([name, schema]) => `  readonly ${name}${filled.required?.includes(name) ? '' : '?'}: ${typeText(schema)};\n`,
  );
  const name = filledName(typeName);
  return `${interfaceText(typeName, written)}\n/** With the defaults filled in. */\nexport interface ${name} {\n${members.join('')}}\n`;
}

/** A union of names; what each means stands in its comment, because editors show none of a member. */
function namesText({ typeName, description, definitions }: NamesSchemas): string {
  const meanings = definitions.map((each) => ` * - \`${each.name}\`: ${each.description}\n`).join('');
  const names = definitions.map(({ name }) => `\n  | '${name}'`).join('');
  return `/**\n * ${description}\n *\n${meanings} */\nexport type ${typeName} =${names};\n`;
}

function specText({ kind, schema }: ComponentSchemas): string {
  const { properties = {} } = schema;
  const filled = Object.keys(properties).filter((name) => properties[name].default !== undefined);
  const names = filled.map((name) => `'${name}'`).join(' | ');
  const params = filled.length === 0 ? `${pascal(kind)}Spec` : `Filled<${pascal(kind)}Spec, ${names}>`;
  const written = interfaceText(`${pascal(kind)}Spec`, schema);
  return `${written}\n/** With the defaults filled in. */\nexport type ${pascal(kind)}Params = ${params};\n`;
}

/** An interface of all parameters for the class, and the specification as what may be left out of it. */
function paramsText({ kind, schema, needed = [] }: ComponentSchemas): string {
  const { kind: _, ...properties } = schema.properties ?? {};
  const params = interfaceText(`${pascal(kind)}Params`, { ...schema, properties });
  const names = needed.map((name) => `'${name}'`).join(' | ');
  const written = names === '' ? '' : `Pick<${pascal(kind)}Params, ${names}> & `;
  const left = `${written}Partial<${pascal(kind)}Params>`;
  return `${params}\nexport type ${pascal(kind)}Spec = { readonly kind: '${kind}' } & ${left};\n`;
}

function interfaceText(name: string, { properties = {}, required = [], description }: JsonSchema): string {
  const members = Object.entries(properties).map(([field, schema]) => {
    const doc = field === 'kind' ? '' : docText(schema, '  ');
    return `${doc}  readonly ${field}${required.includes(field) ? '' : '?'}: ${typeText(schema)};\n`;
  });
  const doc = docText({ ...(description !== undefined && { description }) }, '');
  return `${doc}export interface ${name} {\n${members.join('')}}\n`;
}

/** `LinearSvm` for `linear-svm`. */
export const pascal = (kind: string): string =>
  kind.replace(/(^|[-\s])([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

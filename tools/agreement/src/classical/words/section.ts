import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { classifiers, features } from '@selvedge/classical';
import { transforms } from '@selvedge/preprocess';
import { z } from 'zod';
import type { Measure } from '../measure.js';
import { table } from '../table.js';
import { ELSEWHERE, TWINS, type Twin } from './twins.js';

type Parameters = Readonly<Record<string, unknown>>;

const snakeCase = (name: string): string => name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Our words and defaults beside scikit-learn's, as Markdown. */
export function wordsSection({ python }: Measure): string {
  const script = fileURLToPath(new URL('../../../src/classical/words/words.py', import.meta.url));
  const theirs = JSON.parse(execFileSync(python, [script]).toString()) as Record<string, Parameters>;
  return [
    `A parameter has scikit-learn's name in camel case and its default, unless this table says so: \`same\` stands for the same word, default and meaning.`,
    ...TWINS.flatMap((twin) => [
      `#### ${twin.kind}, \`${twin.theirs}\``,
      table(['here', 'scikit-learn', 'default here', 'there', 'difference'], rowsOf(twin, theirs[twin.theirs])),
    ]),
    `Everywhere: ${Object.entries(ELSEWHERE)
      .map(([name, what]) => `\`${name}\` is ${what}`)
      .join('; ')}.`,
  ].join('\n\n');
}

/** The fields of a kind with their defaults; undefined for those that must be given. */
function parametersOf(kind: string): Parameters {
  const all = [...classifiers.definitions, ...features.definitions, ...transforms.definitions];
  const definition = all.find((each) => each.kind === kind);
  if (!definition) throw new Error(`no definition of ${kind}`);
  const schema = z.toJSONSchema(definition.schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { default?: unknown }>;
  };
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => name !== 'kind');
  return Object.fromEntries(fields.map(([name, field]) => [name, field.default]));
}

function rowsOf({ kind, renamed = {}, why = {} }: Twin, theirs: Parameters): string[][] {
  const ours = parametersOf(kind);
  const shown = (value: unknown): string =>
    value === undefined ? '' : `\`${JSON.stringify(value).replace(/"/g, '')}\``;
  const rows = Object.entries(ours).map(([name, value]) => {
    const other = renamed[name] ?? snakeCase(name);
    const isThere = other in theirs;
    const there = theirs[other];
    const hasDefault = JSON.stringify(value) === JSON.stringify(there);
    const same = renamed[name] === undefined ? 'same' : 'another word';
    const difference = why[name] ?? (isThere ? (hasDefault ? same : 'another default') : 'ours');
    return [`\`${name}\``, isThere ? `\`${other}\`` : '', shown(value), isThere ? shown(there) : '', difference];
  });
  const known = new Set(Object.keys(ours).map((name) => renamed[name] ?? snakeCase(name)));
  const missing = Object.keys(theirs).filter((name) => !known.has(name) && !(name in ELSEWHERE));
  const absent = missing.map((name) => {
    const reason = why[name] ?? why[camelCase(name)] ?? 'not there';
    return ['', `\`${name}\``, '', shown(theirs[name]), reason];
  });
  return [...rows, ...absent];
}

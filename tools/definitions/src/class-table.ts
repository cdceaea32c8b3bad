import { componentsOfClasses, type FamilySchemas, pascal } from './specs-text.js';

const START = '<!-- classes: written from the definitions -->';
const END = '<!-- end of classes -->';

/** A README with its table of classes written from their definitions, between two comments; others stay as they are. */
export function withClassTable(readme: string, families: readonly FamilySchemas[]): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) return readme;
  const rows = componentsOfClasses(families).map(
    ({ kind, schema }) => `| \`${pascal(kind)}\` | \`${kind}\` | ${schema.description} |\n`,
  );
  const table = `| class | kind | |\n| --- | --- | --- |\n${rows.join('')}`;
  return `${readme.slice(0, start + START.length)}\n${table}${readme.slice(end)}`;
}

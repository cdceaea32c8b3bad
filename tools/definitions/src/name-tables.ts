import type { NamesSchemas } from './specs-text.js';

/**
 * A README with a table of the names of each family, between two comments: `<!-- metric: written from the definitions -->`
 * and `<!-- end of metric -->`. A family without comments has no table.
 */
export function withNameTables(readme: string, families: readonly NamesSchemas[] = []): string {
  return families.reduce((text, { family, definitions }) => {
    const opening = `<!-- ${family}: written from the definitions -->`;
    const [start, end] = [text.indexOf(opening), text.indexOf(`<!-- end of ${family} -->`)];
    if (start < 0 || end < start) return text;
    const rows = definitions.map(({ name, description }) => `| \`${name}\` | ${description} |\n`).join('');
    return `${text.slice(0, start + opening.length)}\n| ${family} | |\n| --- | --- |\n${rows}${text.slice(end)}`;
  }, readme);
}

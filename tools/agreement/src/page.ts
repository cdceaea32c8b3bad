import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../../docs/agreement.md', import.meta.url));

/** Puts a part into docs/agreement.md, between the comments of its name; the other parts stay. */
export function writePart(name: string, text: string): void {
  writeFileSync(PAGE, withPart(readFileSync(PAGE, 'utf8'), name, text));
}

/** @returns the text of a part, empty where the page has none */
export function readPart(name: string): string {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  return from < 0 || to < from ? '' : page.slice(from + begin.length, to).trim();
}

/** @returns the page with the part replaced, or added at its end */
export function withPart(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const part = `${begin}\n\n${text.trim()}\n\n${end}`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) return `${page.trimEnd()}\n\n${part}\n`;
  return `${page.slice(0, from)}${part}${page.slice(to + end.length)}`;
}

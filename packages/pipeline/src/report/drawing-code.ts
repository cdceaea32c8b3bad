import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { codeVersions } from '@selvedge/workflow';
import type { CodeVersions } from '@selvedge/workflow/types';

/** What turns the data of a figure into SVG and PNG, besides our report. */
const LIBRARIES = ['vega', 'vega-lite', 'fast-png'];

/**
 * What decides a drawing besides its data: the code of our report, and the version of every package that its libraries are
 * made of.
 *
 * @returns undefined where one of them cannot be found on disk, or where `canvas` is installed: Vega then measures texts by
 * the fonts of the machine
 */
export function drawingCode(): CodeVersions | undefined {
  const manifest = createRequire(import.meta.url).resolve('@selvedge/report/package.json');
  const versions = new Map<string, string>();
  const waiting = LIBRARIES.map((name) => ({ name, from: dirname(manifest) }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const found = packageJson(next.name, next.from);
    if (!found || (next.name === 'vega-canvas' && packageJson('canvas', found.folder))) return undefined;
    const { version, dependencies = {} } = found;
    if (versions.has(`${next.name} ${version}`)) continue;
    versions.set(`${next.name} ${version}`, version);
    for (const name of Object.keys(dependencies)) waiting.push({ name, from: found.folder });
  }
  const report = codeVersions({ report: join(dirname(manifest), 'dist', 'node') });
  return { node: process.versions.node, ...report, libraries: [...versions.keys()].sort().join(', ') };
}

interface Found {
  readonly folder: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** As Node looks for a package, which may not export its package.json. */
function packageJson(name: string, from: string): Found | undefined {
  const folder = join(from, 'node_modules', name);
  const path = join(folder, 'package.json');
  if (existsSync(path)) return { ...(JSON.parse(readFileSync(path, 'utf8')) as Found), folder };
  return dirname(from) === from ? undefined : packageJson(name, dirname(from));
}

// Writes the manifests of the catalogue (datasets/*.json at the top of the repository) into a module of this package,
// so that whoever installs @selvedge/ingest alone has them; those whose files have no address stay with the repository,
// which has scripts that write them. A test compares the two. Run it after changing a manifest:
//   node packages/ingest/scripts/bundle-manifests.mjs
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const catalogue = new URL('../../../datasets/', import.meta.url);
const target = new URL('../src/catalogue/bundled-manifests.ts', import.meta.url);

const names = readdirSync(catalogue)
  .filter((name) => name.endsWith('.json'))
  .sort();
const entries = names
  .map((name) => JSON.stringify(JSON.parse(readFileSync(new URL(name, catalogue), 'utf8'))))
  .filter((text) => text.includes('"urls"'))
  .map((text) => `  ${JSON.stringify(text)},\n`);
writeFileSync(
  target,
  `// Made from datasets/*.json by scripts/bundle-manifests.mjs: change those, then run it.\n` +
    `// biome-ignore format: one manifest a line\nexport const BUNDLED_MANIFESTS: readonly string[] = [\n${entries.join('')}];\n`,
);

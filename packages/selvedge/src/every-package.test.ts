import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const packages = new URL('../../', import.meta.url);
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(new URL(`${folder}/package.json`, packages), 'utf8')) as Manifest;

test('every published package is a path of this one, a dependency, and named in the README', () => {
  const all = readdirSync(fileURLToPath(packages)).map((folder) => ({ folder, ...manifestOf(folder) }));
  const published = all.filter((each) => each.private !== true && each.folder !== 'selvedge');
  const { exports, dependencies } = manifestOf('selvedge');
  expect(Object.keys(exports).sort()).toEqual(
    ['./package.json', ...published.map(({ folder }) => `./${folder}`)].sort(),
  );
  const readme = readFileSync(new URL('selvedge/README.md', packages), 'utf8');
  expect(published.filter(({ folder }) => !readme.includes(`\`/${folder}\``))).toEqual([]);
  const ours = Object.keys(dependencies).filter((name) => name.startsWith('@selvedge/'));
  expect(ours.sort()).toEqual(published.map(({ name }) => name).sort());
});

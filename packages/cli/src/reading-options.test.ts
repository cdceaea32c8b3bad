import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../bin/selvedge.js', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-reading-'));
  await writeFile(join(folder, 'package.json'), '{}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const selvedge = (...args: readonly string[]) =>
  spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, SELVEDGE_DATA: '', FORCE_COLOR: undefined },
    encoding: 'utf8',
  });

test('advises options that the command has, and takes them', async () => {
  const file = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  await file('missing.csv', 'label,x,y\na,1,\nb,2,3\n');
  await file('flat.csv', 'a,1,2,3,4\nb,2,3,4,5\n');
  await file('rows.foo', 'label,x\na,1\nb,2\n');
  const missing =
    'version: 1\ndata: { train: missing.csv }\nsplit: { kind: last, validation: 1 }\nmodel: { kind: knn }\n';
  await file('missing.pipeline.yaml', missing);
  const said = (...args: readonly string[]): string => selvedge(...args).stderr.replaceAll(/\s+/g, ' ');
  expect(said('data', 'info', './missing.csv')).toContain('pass --missing nan to read it as NaN.');
  expect(said('data', 'sample', './flat.csv', '--label', '0', '-o', 'x.svg')).toContain(
    'Pass --shape HEIGHTxWIDTHxCHANNELS.',
  );
  expect(said('data', 'info', './rows.foo')).toContain('or pass --from FORMAT, one of idx, csv, arrow,');
  expect(said('data', 'convert', 'flat.csv', 'flat.idx', '--label', '0')).toContain('--labels-out FILE');
  expect(said('run', 'missing.pipeline.yaml')).toContain("write 'missing: nan' under 'data' to read it");
  expect(said('data', 'info', 'mnist', '--shape', '3')).toContain('the options of files are not for one');
  for (const [option, value, answer] of [
    ['--shape', '2xy', "got '2xy'; need"],
    ['--from', 'csw', "format: unknown name 'csw'; did you mean 'csv'?"],
    ['--decimal', ';', "got ';'; need"],
  ]) {
    expect(selvedge('data', 'info', './flat.csv', option, value)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`${option}: ${answer}`),
    });
  }
  for (const args of [
    ['info', './missing.csv', '--missing', 'nan'],
    ['sample', './flat.csv', '--shape', '2x2x1', '--label', '0', '--no-header', '-o', 'x.svg'],
    ['info', './rows.foo', '--from', 'csv', '--label', 'label'],
    ['convert', 'missing.csv', 'whole.arrow', '--missing', 'nan'],
    ['convert', 'flat.csv', 'flat.idx', '--label', '0', '--labels-out', 'flat-labels.idx'],
  ]) {
    expect([args, selvedge('data', ...args).status]).toEqual([args, 0]);
  }
});

test('says what is wrong with a manifest, whatever has its name beside it', async () => {
  await mkdir(join(folder, 'datasets'));
  await mkdir(join(folder, 'spots'));
  expect(selvedge('data', 'info', 'spots').stderr).toMatch(/the file or folder is\s+\.\/spots/);
  const manifest = { name: 'spots', title: 5, splits: { train: { format: 'png', data: { file: 'train' } } } };
  await writeFile(join(folder, 'datasets', 'spots.json'), JSON.stringify(manifest));
  expect(selvedge('data', 'info', 'spots', '--data', '.')).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(/spots\.json:\s+manifest\.title:\s+got\s+5;\s+need\s+a\s+text/),
  });
});

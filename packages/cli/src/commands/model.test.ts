import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '../../bin/selvedge.js');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-keys-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const selvedge = (...given: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...given], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr: stderr.replaceAll(/\s+/g, ' ') };
};

test('a signed model is taken by a project that lists its key, and no other', async () => {
  const keys = JSON.parse(selvedge('model', 'keygen', 'signing.pem', '--json').stdout);
  expect((await stat(join(folder, 'signing.pem'))).mode & 0o777).toBe(0o600);
  const again = selvedge('model', 'keygen', 'signing.pem');
  expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('it is there already') });

  const data = 'version: 1\ndata: { name: garments, subset: { train: 200, test: 50 } }\n';
  await writeFile(join(folder, 'mean.pipeline.yaml'), `${data}model: { kind: nearest-centroid }\n`);
  await writeFile(
    join(folder, 'new.csv'),
    `${Array.from({ length: 784 }, (_, at) => `p${at}`)}\n${Array(784).fill(9)}\n`,
  );
  expect(selvedge('run', 'mean.pipeline.yaml', '-q').status).toBe(0);
  const predict = (...more: string[]) => selvedge('predict', '--model', 'mean', '--input', 'new.csv', ...more);
  expect(predict().status).toBe(0);

  expect(selvedge('model', 'verify', 'mean').stderr).toContain(
    'pass --public-key KEY, or list it in selvedge.config.js',
  );
  await writeFile(join(folder, 'selvedge.config.js'), `export default { trustedKeys: ['${keys.publicKey}'] };\n`);
  expect(predict()).toMatchObject({ status: 4, stderr: expect.stringContaining('is not signed') });
  expect(selvedge('model', 'sign', 'mean', '--key', 'new.csv').stderr).toContain(
    'new.csv is not a private Ed25519 key without a passphrase',
  );
  expect(selvedge('model', 'sign', 'mean', '--key', 'signing.pem').stdout).toContain(
    `2 files signed with ${keys.publicKey}`,
  );
  expect(selvedge('model', 'verify', 'mean').stdout).toContain(`2 files are as ${keys.publicKey} signed them`);
  expect(predict().status).toBe(0);

  const { model } = JSON.parse(selvedge('model', 'verify', 'mean', '--json').stdout);
  const record = join(model, 'models', 'mean', 'model.json');
  await writeFile(record, `${await readFile(record, 'utf8')} `);
  for (const refused of [predict(), predict('--no-verify'), selvedge('model', 'verify', 'mean')]) {
    expect(refused).toMatchObject({ status: 4, stderr: expect.stringContaining('signed (SHA-256 differs)') });
  }
});

test('keys of the configuration are checked', async () => {
  for (const [keys, reason] of [
    ["['mine']", 'trustedKeys[0] is "mine"; need a public key'],
    ['[]', 'its trustedKeys are an empty list'],
    ["'mine'", 'its trustedKeys are "mine"'],
  ]) {
    await writeFile(join(folder, 'selvedge.config.js'), `export default { trustedKeys: ${keys} };\n`);
    expect(selvedge('model', 'verify', 'mean').stderr).toContain(reason);
  }
});

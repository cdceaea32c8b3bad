import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateGarments, writeDataset } from '@selvedge/ingest';
import { encodePng } from '@selvedge/ingest/decode';
import { EXIT, EXIT_MEANINGS } from './exit-codes.js';

const TABLE = 'label,x,y\na,1,5\nb,2,6\na,3,8\nb,4,1\na,5,2\nb,7,3\n';
const onTable = (rows: string, rest: string): string => `version: 1\ndata: { train: ${rows}, missing: nan }\n${rest}\n`;

// The command as it is installed: built, in a process of its own.
const main = fileURLToPath(new URL('../bin/selvedge.js', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-exit-codes-'));
  const { train, test: held } = generateGarments({ trainRows: 100, testRows: 20 });
  await writeDataset(train, join(folder, 'train.arrow'));
  await writeDataset(held, join(folder, 'test.arrow'));
  const pipeline = (rows: string, model: string): string =>
    `version: 1\ndata: { train: ${rows}, test: test.arrow }\nmodel: ${model}\n`;
  const files = {
    'package.json': '{}',
    'knn.pipeline.yaml': pipeline('train.arrow', '{ kind: knn, k: 1 }'),
    'large-k.pipeline.yaml': pipeline('train.arrow', '{ kind: knn, k: 5000 }'),
    'mistyped.pipeline.yaml': pipeline('train.arrow', '{ kind: knnn }'),
    'no-file.pipeline.yaml': pipeline('none.arrow', '{ kind: knn }'),
    'other-shape.pipeline.yaml': 'version: 1\ndata: { train: pictures }\nmodel: { kind: knn }\n',
    'odd-name.pipeline.yaml': pipeline('train.csvx', '{ kind: knn }'),
    'train.csvx': TABLE,
    'corrupt.pipeline.yaml': pipeline('corrupt.arrow', '{ kind: knn }'),
    'corrupt.arrow': 'not Arrow',
    'tracked.pipeline.yaml': `${pipeline('train.arrow', '{ kind: knn, k: 1 }')}track: { mlflow: { url: 'http://me:hunter2@127.0.0.1:1' } }\n`,
    'ragged.csv': 'label,x\na,1\nb,2,3\n',
    'two.csv': 'label,x,y\na,1,2\nb,2,3\n',
    'priced.csv': 'price,x\n0.5,1\n1.5,2\n',
    'broken.mjs': 'export default {',
    'gaps.csv': TABLE.replace('1,5', ',5'),
    'complete.csv': TABLE,
    'one-class.csv': TABLE.replaceAll('b,', 'a,'),
    'pca-gaps.pipeline.yaml': onTable(
      'gaps.csv',
      'model: { kind: knn, k: 1 }\npreprocess: [{ kind: pca, components: 1 }]',
    ),
    'linear-gaps.pipeline.yaml': onTable('gaps.csv', 'model: { kind: logistic-regression }'),
    'folds-gaps.pipeline.yaml': onTable(
      'gaps.csv',
      'model: { kind: knn, k: 1 }\nevaluate: { crossValidation: { folds: 2 } }',
    ),
    'network-gaps.pipeline.yaml': onTable(
      'gaps.csv',
      'model: { kind: neural, network: { zoo: mlp, hidden: [2] } }\ntrain: { epochs: 1 }',
    ),
    'one-class.pipeline.yaml': onTable('one-class.csv', 'model: { kind: logistic-regression }'),
    'no-column.pipeline.yaml': onTable(
      'complete.csv',
      'model: { kind: knn, k: 1 }\npreprocess: [{ kind: select, columns: [z] }]',
    ),
    'not-images.pipeline.yaml': onTable(
      'complete.csv',
      'model: { kind: neural, network: { zoo: lenet } }\ntrain: { epochs: 1 }',
    ),
    'complete.pipeline.yaml': onTable('complete.csv', 'model: { kind: knn, k: 1 }'),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  for (const [at, shape] of (
    [
      [2, 2, 1],
      [3, 2, 1],
    ] as const
  ).entries()) {
    const values = new Uint8Array(shape[0] * shape[1]);
    await mkdir(join(folder, `pictures/${at}`), { recursive: true });
    await writeFile(join(folder, `pictures/${at}/0.png`), encodePng({ shape, values }));
  }
  expect(selvedge('run knn.pipeline.yaml -q').status).toBe(0);
  expect(selvedge('run complete.pipeline.yaml -q').status).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function selvedge(command: string) {
  const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, SELVEDGE_DATA: '', FORCE_COLOR: undefined };
  return spawnSync(process.execPath, [main, ...command.split(' ')], { cwd: folder, env, encoding: 'utf8' });
}

const CASES: Readonly<Record<Exclude<keyof typeof EXIT, 'ok' | 'interrupted'>, readonly string[]>> = {
  runFailed: [
    'run large-k.pipeline.yaml', // an unsuitable value, found by a step
    'graph knn.pipeline.yaml -o train.arrow/plan.svg', // the system refuses
    'predict --model knn --input test.arrow -o train.arrow/x.csv',
    'data convert train.arrow train.arrow/x.csv',
    'data sample ./train.arrow -o train.arrow/x.svg',
  ],
  usage: [
    'rnu',
    'run',
    'run none.pipeline.yaml',
    'run .',
    'run knn.pipeline.yaml --sett a=b',
    'run knn.pipeline.yaml --set x',
    'run knn.pipeline.yaml --threads 0',
    'run knn.pipeline.yaml --memory much',
    'run knn.pipeline.yaml --config none.mjs',
    'run knn.pipeline.yaml --data none',
    'run knn.pipeline.yaml --runs train.arrow',
    'run knn.pipeline.yaml --cache-dir train.arrow',
    'run knn.pipeline.yaml -o train.arrow',
    'validate none.pipeline.yaml',
    'validate knn.pipeline.yaml --config none.mjs',
    'graph none.pipeline.yaml',
    'graph knn.pipeline.yaml --format png',
    'why',
    'runs shw',
    'runs ls --runs train.arrow',
    'report',
    'compare knn', // one model
    'compare knn latest --metric acuracy',
    'replay knn --config none.mjs',
    'watch knn --port x',
    'predict --model knn',
    'predict --model knn --input test.arrow --from xml',
    'predict --model knn --input test.arrow -o labels.xlsx',
    'cache gc --max-size much',
    'data info knn.pipeline.yaml', // a file of no known format
    'data convert train.arrow x.npy', // a format that is only read
    'data convert train.arrow x.doc',
    'data convert train.arrow x.csv --to doc',
    'data convert garments x.csv', // a name of the catalogue
    'data convert two.csv x.csv --label z',
    'data sample ./train.arrow -o x.gif',
    'data sample ./train.arrow -o x.svg --per-class 0',
    'data sample ./two.csv -o x.svg', // which lacks --shape
    'schema --config none.mjs',
  ],
  invalidSpec: [
    'run mistyped.pipeline.yaml',
    'run knn.pipeline.yaml --set model.k=none',
    'run knn.pipeline.yaml --config broken.mjs',
    'validate mistyped.pipeline.yaml',
    'validate train.arrow',
    'graph mistyped.pipeline.yaml',
    'schema --config broken.mjs',
  ],
  badData: [
    'run no-file.pipeline.yaml',
    'run corrupt.pipeline.yaml',
    'run odd-name.pipeline.yaml', // a file of no known format, which the pipeline names
    'run odd-name.pipeline.yaml --dry-run',
    'graph odd-name.pipeline.yaml',
    'run other-shape.pipeline.yaml', // pictures of two sizes
    'run pca-gaps.pipeline.yaml', // what rows hold, found by a step
    'run linear-gaps.pipeline.yaml',
    'run folds-gaps.pipeline.yaml',
    'run network-gaps.pipeline.yaml',
    'run one-class.pipeline.yaml',
    'run no-column.pipeline.yaml',
    'run not-images.pipeline.yaml',
    'run linear-gaps.pipeline.yaml --workers 2', // in another process
    'predict --model complete --input gaps.csv',
    'graph no-file.pipeline.yaml',
    'why none',
    'why knn fit/none',
    'runs show none',
    'runs rm none',
    'report none',
    'compare knn none',
    'replay none',
    'watch none',
    'predict --model none --input test.arrow',
    'predict --model knn --name none --input test.arrow',
    'predict --model knn --input none.arrow',
    'predict --model knn --input none/*.png',
    'predict --model knn --input corrupt.arrow',
    'data info priced.csv --label price', // no classes
    'init priced.csv --label price',
    'predict --model knn --input two.csv', // other columns than the training rows
    'data fetch none',
    'data fetch mnist --offline',
    'data info none',
    'data info none.csv',
    'data info ragged.csv',
    'data convert corrupt.arrow x.csv',
    'data convert two.csv x --to png', // which holds images alone
    'data sample none -o x.svg',
  ],
};

describe.each(Object.entries(CASES))('%s', (name, commands) => {
  test.each(commands)('selvedge %s', (command) => {
    const { status, stderr } = selvedge(command);
    expect(stderr).toMatch(/error|:\d+:\d+: /);
    expect(stderr).not.toContain('internal error');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(EXIT[name as keyof typeof EXIT]);
  });
});

describe('a run whose tracking failed', () => {
  test.each([
    ['', EXIT.ok],
    [' --require-tracking', EXIT.runFailed],
  ])('is finished, and says so with -q%s', (option, code) => {
    const { status, stdout, stderr } = selvedge(`run tracked.pipeline.yaml -q${option}`);
    expect(stdout).toMatch(/^Run runs/m);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(
      /warning tracking stopped before the run ended: MLflow server http:\/\/127\.0\.0\.1:1: /,
    );
    expect(stderr.match(/tracking stopped/g)).toHaveLength(2); // when it happens, and at the end
    expect(stdout + stderr).not.toContain('hunter2');
    expect(status).toBe(code);
  });

  test('passes --require-tracking where the figures arrive', () => {
    expect(selvedge('run knn.pipeline.yaml -q --require-tracking').status).toBe(EXIT.ok);
  });
});

test('--help and the README have the table', async () => {
  const help = selvedge('--help').stdout.replace(/\s+/g, ' ');
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  for (const [name, code] of Object.entries(EXIT)) {
    const meaning = EXIT_MEANINGS[name as keyof typeof EXIT];
    expect(help).toContain(`${code} ${meaning}`);
    expect(readme.replace(/ +/g, ' ')).toContain(`| ${code} | ${meaning} |`);
  }
});

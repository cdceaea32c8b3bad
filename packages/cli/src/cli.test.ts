import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { matrix } from '@selvedge/data';
import { generateGarments, writeDataset } from '@selvedge/ingest';

// The command as it is installed: built, in a process of its own.
const main = fileURLToPath(new URL('../bin/selvedge.js', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-cli-'));
  await writeFile(join(folder, 'package.json'), '{}');
  const { train, test: held } = generateGarments({ trainRows: 300, testRows: 100 });
  await writeDataset(train, join(folder, 'train.arrow'));
  await writeDataset(held, join(folder, 'test.arrow'));
  await writeFile(
    join(folder, 'small.pipeline.yaml'),
    'version: 1\ndata: { train: train.arrow, test: test.arrow }\nsplit: { kind: last, validation: 100 }\nmodels:\n  - { name: one, model: { kind: knn, k: 1 } }\n  - { name: three, model: { kind: knn, k: 3 } }\n',
  );
  await writeFile(join(folder, 'bad.pipeline.yaml'), 'version: 1\ndata: x\nmodel: { kind: knnn }\n');
  await writeFile(join(folder, 'nodata.pipeline.yaml'), 'version: 1\ndata: mnist\nmodel: { kind: knn }\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function selvedge(...args: readonly string[]) {
  const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, SELVEDGE_DATA: '', FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('selvedge', () => {
  test('run prints the table on stdout, progress on stderr, no escapes without a terminal', () => {
    const { status, stdout, stderr } = selvedge('run', 'small.pipeline.yaml');
    expect([status, stderr.includes('error')]).toEqual([0, false]);
    expect(stdout).toMatch(/^model +validation +test \(95 % interval\) +fit +predict$/m);
    expect(stdout).toMatch(/^three +\d\d\.\d\d % +\d\d\.\d\d % \(\d\d\.\d\d to \d\d\.\d\d\)/m);
    expect(stdout).toMatch(/Confused most \(test rows\)\n +one: .+ → .+ \d+ \(/);
    expect(stdout).toMatch(/^Run runs\/\d{8}-\d{6}-small-[0-9a-f]{4} \(/m);
    expect(stdout + stderr).not.toContain('\u001b');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('run --json prints one JSON value and nothing else on stdout', () => {
    const { status, stdout } = selvedge('run', 'small.pipeline.yaml', '--json', '-q');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'small', models: [{ name: 'one' }, { name: 'three' }] });
  });

  test('run --json-events prints events, one per line', () => {
    const { stdout } = selvedge('run', 'small.pipeline.yaml', '--json-events', '-q');
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events[0]).toBe('step-start');
    expect(events.at(-1)).toBe('run-end');
  });

  test('data info keeps a small deviation beside a large mean', async () => {
    await writeFile(join(folder, 'large.csv'), 'label,x\na,1000000001\nb,1000000002\na,1000000003\n');
    const [{ mean, standardDeviation }] = JSON.parse(selvedge('data', 'info', 'large.csv', '--json', '-q').stdout);
    expect([mean, standardDeviation]).toEqual([1_000_000_002, expect.closeTo(Math.sqrt(2 / 3), 12)]);
  });

  test('data sample shows images of floats as those of bytes', async () => {
    const { train } = generateGarments({ trainRows: 20, testRows: 10 });
    const { values, rows, columns } = train.features;
    for (let pixel = 0; pixel < values.length; pixel += columns) values.set([0, 255], pixel); // the whole range
    const floats = matrix(
      Float32Array.from(values, (value) => value / 255),
      rows,
      columns,
    );
    await writeDataset(train, join(folder, 'bytes.arrow'));
    await writeDataset({ ...train, features: floats }, join(folder, 'floats.arrow'));
    const pictures = ['bytes', 'floats'].map((name) => {
      expect(selvedge('data', 'sample', `./${name}.arrow`, '--per-class', '1', '-o', `${name}.svg`).status).toBe(0);
      return readFile(join(folder, `${name}.svg`), 'utf8');
    });
    const images = (await Promise.all(pictures)).map((svg) => svg.match(/base64,[^"]+/g));
    expect(images[0]).toHaveLength(10);
    expect(images[1]).toEqual(images[0]);
  });

  test('run --dry-run prints the plan and writes nothing', async () => {
    const before = await readdir(join(folder, 'runs'));
    const { status, stdout } = selvedge('run', 'small.pipeline.yaml', '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^fit\/one +fit one +(cached|runs)/m);
    expect(stdout).toContain('Nothing was run.');
    expect(await readdir(join(folder, 'runs'))).toEqual(before);
  });

  test.each([
    [0, ['--help'], 'Exit codes:'],
    [0, ['run', '--help'], 'Examples:'],
    [0, ['data', 'convert', '--help'], 'Examples:'],
    [0, ['validate', 'small.pipeline.yaml'], '✓ small.pipeline.yaml: 2 models'],
    [0, ['graph', 'small.pipeline.yaml'], 'flowchart LR'],
    [0, ['runs', 'ls'], 'finished'],
    [0, ['why', 'small', 'fit/one'], "'fit/one'"],
    [0, ['cache', 'verify'], ' 0 damaged'],
    [0, ['data', 'info', 'train.arrow'], '300 rows of 28 x 28 x 1 uint8'],
    [0, ['predict', '--model', 'small', '--name', 'one', '--input', 'test.arrow'], 'row,label,probability'],
    [0, ['schema'], '"$schema"'],
    [2, ['rnu'], "unknown command 'rnu'"],
    [2, ['run', 'small.pipeline.yaml', '--sett', 'a=b'], "unknown option '--sett'"],
    [2, ['run', 'small.pipeline.yaml', '--set', 'x'], 'need path=value'],
    [2, ['run', 'small.pipeline.yaml', '--threads', '0'], "--threads: got '0'; need a whole number from 1 to 256"],
    [0, ['run', 'small.pipeline.yaml', '--threads', '1'], 'Run runs/'],
    [2, ['run', 'none.pipeline.yaml'], 'there is no pipeline file'],
    [3, ['run', 'bad.pipeline.yaml'], "bad.pipeline.yaml:3:16: model.kind: got 'knnn'; did you mean 'knn'?"],
    [3, ['validate', 'small.pipeline.yaml', 'bad.pipeline.yaml'], 'bad.pipeline.yaml:3:16'],
    [4, ['run', 'nodata.pipeline.yaml', '--offline'], "data set 'mnist'"],
    [4, ['runs', 'show', 'nothing'], "there is no run 'nothing'"],
  ])('exits with %d from %j', (code, args, said) => {
    const { status, stdout, stderr } = selvedge(...args);
    expect(stdout + stderr).toContain(said);
    expect(status).toBe(code);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('predicts with a model folder that was copied away from its run, by its bare name too', async () => {
    const path = selvedge('run', 'small.pipeline.yaml', '-q').stdout.match(/^Run (\S+)/m)?.[1] ?? '';
    await cp(join(folder, path, 'models/one'), join(folder, 'deployed'), { recursive: true });
    const labels = ['deployed', './deployed'].map((model) => {
      const { status, stdout } = selvedge('predict', '--model', model, '--input', 'test.arrow');
      return [status, stdout.startsWith('row,label,probability')];
    });
    expect(labels).toEqual([
      [0, true],
      [0, true],
    ]);
  });

  test('report writes the report again, from the run alone', async () => {
    const path = selvedge('run', 'small.pipeline.yaml', '-q').stdout.match(/^Run (\S+)/m)?.[1] ?? '';
    await rm(join(folder, path, 'report.html'));
    const { status, stdout } = selvedge('report', path);
    expect([status, stdout]).toEqual([0, `${path}/report.html\n${path}/report.md\n`]);
    const html = await readFile(join(folder, path, 'report.html'), 'utf8');
    for (const part of ['confusion matrix', 'misclassified test rows', 'selvedge replay', 'Node.js']) {
      expect(html).toContain(part);
    }
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect(selvedge('report', 'nowhere').status).toBe(4);
  });

  test('compare ranks the models of several runs, says who wins, and refuses other rows', async () => {
    const run = (...more: string[]) =>
      selvedge('run', 'small.pipeline.yaml', '-q', ...more).stdout.match(/^Run (\S+)/m)?.[1] ?? '';
    const [first, second] = [
      run(),
      run('--set', 'name=other', '--set', 'models=[{name: five, model: {kind: knn, k: 5}}]'),
    ];
    const { status, stdout } = selvedge('compare', first, second, '-o', 'comparison');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^rank +model +test \(95 % interval\) +fit$/m);
    for (const name of ['one', 'three', 'five']) expect(stdout).toMatch(new RegExp(`^ +\\d +${name} `, 'm'));
    expect(await readdir(join(folder, 'comparison'))).toEqual(['report.html', 'report.md']);
    const json = JSON.parse(selvedge('compare', first, second, '--json', '--metric', 'macro-f1').stdout) as {
      metric: string;
      ranking: unknown[];
    };
    expect([json.metric, json.ranking.length]).toEqual(['macro-f1', 3]);
    const fewer = run('--set', 'name=fewer', '--set', 'data.subset={test: 50}');
    const refused = selvedge('compare', first, fewer);
    expect([refused.status, refused.stderr]).toEqual([4, expect.stringContaining('scored on different test rows')]);
    expect(selvedge('compare', first, '--metric', 'acuracy')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("did you mean 'accuracy'"),
    });
  });

  test('--seed is --set seed=, so a number that is no seed is refused, not taken for a text', () => {
    const { status, stderr } = selvedge('run', 'small.pipeline.yaml', '--dry-run', '--seed=-1');
    expect([status, stderr]).toEqual([3, expect.stringContaining('seed: got -1')]);
  });

  test('finds plugins in selvedge.config.mjs, or where --config says, and says what is missing', async () => {
    const spec =
      'version: 1\ndata: { train: train.arrow, test: test.arrow }\nmodel: { kind: neural, network: { zoo: small } }\ntrain: { epochs: 1 }\n';
    await writeFile(join(folder, 'plugged.pipeline.yaml'), spec);
    const without = selvedge('validate', 'plugged.pipeline.yaml');
    expect([without.status, without.stderr]).toEqual([3, expect.stringContaining('in selvedge.config.mjs')]);
    const config = "export default { plugins: [{ name: 'p', networks: { small: { zoo: 'mlp', hidden: [4] } } }] };\n";
    await writeFile(join(folder, 'other.mjs'), config);
    expect(selvedge('validate', 'plugged.pipeline.yaml', '--config', 'other.mjs').status).toBe(0);
    await writeFile(join(folder, 'selvedge.config.mjs'), config);
    expect(selvedge('schema').stdout).toContain('"small"');
    const models = '[{name: a}, {name: b, model: {kind: neural, network: {zoo: mlp, hidden: [5]}}}]';
    const { status, stderr } = selvedge('run', 'plugged.pipeline.yaml', '--set', `models=${models}`, '--workers', '2');
    expect([status, stderr.includes('error')]).toEqual([0, false]);
    expect(selvedge('replay', 'latest')).toMatchObject({ status: 0, stdout: expect.stringContaining('bit for bit') });
    await writeFile(join(folder, 'selvedge.config.mjs'), 'export default {');
    const broken = selvedge('run', 'plugged.pipeline.yaml');
    expect([broken.status, broken.stderr]).toEqual([3, expect.stringContaining('could not be loaded')]);
    await rm(join(folder, 'selvedge.config.mjs'));
  });

  test('ends with 1 when a guard finds a leak, and says which in one line', async () => {
    const classical = JSON.stringify(new URL('../../classical/dist/index.js', import.meta.url).href);
    const { href } = pathToFileURL(createRequire(import.meta.url).resolve('zod'));
    const config = `
      import { DecisionTree } from ${classical};
      import { z } from ${JSON.stringify(href)};
      let before;
      const leaky = {
        kind: 'leaky', family: 'classical', schema: z.strictObject({ kind: z.literal('leaky') }),
        create: () => ({ kind: 'leaky', params: {}, fit: (rows) => {
          const own = before ?? rows;
          before = rows;
          return new DecisionTree().fit(own);
        } }),
        load: () => {},
      };
      export default { plugins: [{ name: 'leaky', models: [leaky] }] };`;
    await writeFile(join(folder, 'leaky.mjs'), config);
    const data = 'version: 1\ndata: { train: train.arrow, test: test.arrow }\n';
    await writeFile(join(folder, 'leaky.pipeline.yaml'), `${data}model: { kind: leaky }\n`);
    await writeFile(join(folder, 'rows.json'), '{ "train": [0, 1, 2], "validation": [2, 3] }');
    const split = 'split: { kind: index-file, file: rows.json }\nmodel: { kind: knn }\n';
    await writeFile(join(folder, 'overlap.pipeline.yaml'), data + split);
    for (const [args, message] of [
      [['run', 'leaky.pipeline.yaml', '--config', 'leaky.mjs'], 'state leak: the same fit with the same seed'],
      [['run', 'overlap.pipeline.yaml'], 'row 2 is in train and in validation'],
    ] as const) {
      const { status, stderr } = selvedge(...args);
      expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  test('replays and predicts without a configuration file what needs no plugin, and asks for --config otherwise', async () => {
    const dummy = JSON.stringify(new URL('../../classical/dist/index.js', import.meta.url).href);
    const zod = JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve('zod')).href);
    const config = `import { Dummy, loadDummy } from ${dummy}; import { z } from ${zod};
      const lamp = { kind: 'lamp', schema: z.strictObject({ kind: z.literal('lamp') }), family: 'classical',
        create: () => new Dummy({}), load: (saved) => loadDummy({ ...saved, format: 'selvedge.dummy' }) };
      export default { plugins: [{ name: 'lamps', version: '1.0.0', models: [lamp],
        networks: { small: { zoo: 'mlp', hidden: [4] } }, flaws: { F1: 'it was too good' } }] };`;
    await writeFile(join(folder, 'lamps.mjs'), config);
    await writeFile(join(folder, 'selvedge.config.mjs'), config);
    const data = 'version: 1\ndata: { train: train.arrow, test: test.arrow }\n';
    const net =
      'model: { kind: neural, network: { zoo: small } }\ntrain: { epochs: 1 }\nreported: { metrics: {}, flaws: [F1] }\n';
    await writeFile(join(folder, 'net.pipeline.yaml'), data + net);
    await writeFile(join(folder, 'lamp.pipeline.yaml'), `${data}model: { kind: lamp }\n`);
    for (const file of ['net', 'lamp']) expect(selvedge('run', `${file}.pipeline.yaml`).status).toBe(0);
    const predict = (run: string, ...more: string[]) =>
      selvedge('predict', '--model', run, '--input', 'test.arrow', ...more);

    await writeFile(join(folder, 'selvedge.config.mjs'), 'export default {');
    expect(selvedge('replay', 'net')).toMatchObject({ status: 0, stdout: expect.stringContaining('bit for bit') });
    expect(predict('net').status).toBe(3); // it may list keys

    await rm(join(folder, 'selvedge.config.mjs'));
    const { status, stdout } = predict('net');
    expect(status).toBe(0);
    const written = selvedge('export', '--model', 'net', '-o', 'net.keras', '--json');
    const { classes, ...exported } = JSON.parse(written.stdout);
    expect(exported).toMatchObject({ inputShape: [28, 28, 1], output: 'net.keras' });
    const keras = predict('net.keras', '--classes', classes.join(','));
    const labels = (text: string): string[] => text.split('\n').map((line) => line.split(',').slice(0, 2).join(','));
    expect([keras.status, labels(keras.stdout)]).toEqual([0, labels(stdout)]);
    expect(predict('net', '--logits').stderr).toContain('--classes and --logits are for .keras and .h5 files');
    expect(selvedge('export', '--model', 'net', '-o', 'net.h5').stderr).toContain('ends in .keras');
    await writeFile(join(folder, 'selvedge.config.mjs'), 'export default {');
    for (const { status, stderr } of [selvedge('replay', 'lamp'), predict('lamp')]) {
      expect([status, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
        3,
        expect.stringContaining('selvedge.config.mjs: it could not be'),
      ]);
    }

    await rm(join(folder, 'selvedge.config.mjs'));
    for (const { status, stderr } of [selvedge('replay', 'lamp'), predict('lamp')]) {
      const text = stderr.replaceAll(/\s+/g, ' ');
      expect([status, text]).toEqual([3, expect.stringContaining("needs a plugin for the model 'lamp'")]);
      expect(text).toMatch(
        /made with the plugin lamps 1\.0\.0 \w{12} of \S+selvedge\.config\.mjs, which is not there any more\. Pass --config FILE/,
      );
    }
    expect(selvedge('replay', 'lamp', '--config', 'lamps.mjs')).toMatchObject({ status: 0 });
    expect(predict('lamp', '--config', 'lamps.mjs').status).toBe(0);
  });

  test('shows a stack trace with --verbose alone', () => {
    expect(selvedge('run', 'nodata.pipeline.yaml', '--offline', '--verbose').stderr).toMatch(/^\s+at /m);
  });
});

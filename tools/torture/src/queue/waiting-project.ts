import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDataset } from '@selvedge/ingest';
import { sampleRows } from '../mutants/sample-rows.js';

const MODULES = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));

/** The variable that names the file in which fits are written down. It is no ingredient of keys. */
export const LOG = 'TORTURE_FITS';

/** A registered model whose fit takes a known time: it waits, and writes down when it begins and ends. Point 0 is the probe for leaks. */
const WAITING = `import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
const note = (text) => process.env.${LOG} && appendFileSync(process.env.${LOG}, text + ' ' + process.pid + ' ' + Date.now() + '\\n');
const fitted = (params, classes, columns) => {
  const model = {
    kind: 'waiting', params, classes, columns,
    async predictProba({ values, rows }) {
      const found = new Float32Array(rows * classes.length).fill(0.1);
      for (let row = 0; row < rows; row++) found[row * classes.length + (Math.abs(Math.round(values[row * columns] * params.point)) % classes.length)] = 1 - 0.1 * (classes.length - 1);
      return { values: found, rows, columns: classes.length };
    },
    async predict({ values, rows }) {
      return Uint16Array.from({ length: rows }, (_, row) => Math.abs(Math.round(values[row * columns] * params.point)) % classes.length);
    },
    async score({ features, labels }) {
      const predicted = await model.predict(features);
      return predicted.filter((label, row) => label === labels[row]).length / labels.length;
    },
    save: () => ({ format: 'torture.waiting', version: 1, config: { params, classes, columns }, tensors: { point: { values: Float64Array.of(params.point), shape: [1] } } }),
  };
  return model;
};
const waiting = (params) => ({
  kind: 'waiting', params, clone: (changes) => waiting({ ...params, ...changes }),
  async fit({ features, classes }) {
    note('begin ' + params.point);
    await wait(params.ms);
    note('end ' + params.point);
    return fitted(params, classes, features.columns);
  },
});
export default {
  plugins: [{ name: 'waiting', version: '1', models: [{
    kind: 'waiting',
    schema: z.strictObject({ kind: z.literal('waiting'), point: z.number().exactOptional(), ms: z.number().exactOptional() }),
    family: 'classical',
    create: ({ point = 0, ms = 0 }) => waiting({ point, ms }),
    load: ({ config }) => fitted(config.params, config.classes, config.columns),
  }] }],
};
`;

/** A sweep: `points` fits that take `milliseconds` each, and so does each of the folds of the best. */
export interface Sweep {
  readonly points: number;
  readonly milliseconds: number;
  readonly folds?: number;
  /** Default grid: all trials are known before the first one. With tpe the coordinator names them as scores come back, six at a time. */
  readonly search?: 'grid' | 'tpe';
}

export const PIPELINE = 'sweep.pipeline.yaml';

const searchText = ({ points, search = 'grid' }: Pick<Sweep, 'points' | 'search'>): string =>
  search === 'tpe'
    ? `kind: tpe, maxTrials: ${points}, parallel: 6, over: { model.point: { integer: [1, ${10 * points}] } }`
    : `kind: grid, over: { model.point: [${Array.from({ length: points }, (_, at) => at + 1).join()}] }`;

const pipelineText = ({ milliseconds, folds, ...sweep }: Sweep): string => `version: 1
name: sweep
seed: 3
data: { train: train.csv, test: test.csv }
split: { kind: last, validation: 12 }
report: { html: false }
models:
  - name: waiting
    model: { kind: waiting, ms: ${milliseconds} }
    sweep: { metric: accuracy, ${searchText(sweep)} }
${folds === undefined ? '' : `    evaluate: { crossValidation: ${folds} }\n`}`;

/** What every machine has: the plugin, and nothing of the data. */
export async function makeMachine(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await symlink(join(MODULES, 'zod'), join(folder, 'node_modules', 'zod'), 'dir');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'selvedge.config.js'), WAITING);
}

/** The machine where the pipeline and its rows are. */
export async function makeCoordinator(folder: string, sweep: Sweep): Promise<void> {
  await makeMachine(folder);
  await writeDataset(sampleRows(60, 1), join(folder, 'train.csv'));
  await writeDataset(sampleRows(30, 2), join(folder, 'test.csv'));
  await writeFile(join(folder, PIPELINE), pipelineText(sweep));
}

/** A beginning or end of a fit, in the order in which they happened. */
export interface Fit {
  readonly what: 'begin' | 'end';
  readonly point: string;
  readonly process: string;
  readonly at: number;
}

export async function fitsOf(place: string): Promise<readonly Fit[]> {
  const text = await readFile(join(place, 'fits'), 'utf8');
  return [...text.matchAll(/^(begin|end) (\S+) (\d+) (\d+)$/gm)].map(([, what, point, process, at]) => ({
    what: what as Fit['what'],
    point,
    process,
    at: Number(at),
  }));
}

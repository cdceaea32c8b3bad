import {
  type Classifier,
  createRng,
  type Dataset,
  type LabelledRows,
  type RowIndices,
  rowRange,
  type ShapedRows,
  selectLabelled,
  stratifiedPartition,
} from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { fitTransforms } from '@selvedge/preprocess';
import { checkFittedOn, countCopies, probeStateLeak } from '@selvedge/resample';
import { node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { modelIngredients, ownIngredients, preparationIngredients } from '../plan/ingredients.js';
import type { Planning } from '../plan/planning.js';
import { stepThreads } from '../plan/step-threads.js';
import type { TransformSpec } from '../registry/built-in-transforms.js';
import { modelEntry } from '../registry/models.js';
import { pluginVersions, type Registry } from '../registry/registry.js';
import { transformEntry } from '../registry/transforms.js';
import { jsonCodec } from './codecs.js';
import type { FitConfig } from './fit.js';
import { type RowsNode, readsOf } from './rows.js';

/** Exact copies of training rows among the rows that judge. Plain JSON. */
export type Copies = Readonly<
  Partial<Record<'validation' | 'test', { readonly copies: number; readonly rows: number }>>
>;

/** Counts held-out rows with the very features of a training row. Kept, because it reads every number of the data. */
export function copiesNode(rows: RowsNode): Node<Copies> {
  return node({
    id: 'audit/copies',
    kind: 'audit',
    label: 'look for copies of training rows',
    params: 'copies',
    inputs: { rows },
    reads: readsOf(rows, 'train.features', 'validation.features', 'test.features'),
    ...ownIngredients('data', 'resample'),
    async run(context) {
      const { train, ...others } = await context.get(rows);
      const parts = (['validation', 'test'] as const).flatMap((part) => {
        const features = others[part]?.features;
        return features ? [{ part, features }] : [];
      });
      const counts = countCopies(
        train.features,
        parts.map(({ features }) => features),
      );
      return Object.fromEntries(
        parts.map(({ part, features }, at) => [part, { copies: counts[at], rows: features.rows }]),
      );
    },
    codec: jsonCodec<Copies>('copies.json'),
  });
}

/** What the probe of a model and its preparation found; each throws where it finds something. Plain JSON. */
export interface Probed {
  /** `built in`: its contract is tested with Selvedge. `not checked`: it refuses so few rows (a thousand neighbours, say). */
  readonly stateLeak: 'none found' | 'built in' | 'not checked';
  readonly fittedOn: 'training rows' | 'built in';
}

/** What is probed: models and steps of plugins. */
export interface ProbedConfig extends FitConfig {
  readonly preprocess: readonly TransformSpec[];
}

/** Whether a config has something of a plugin, which nobody has tested with Selvedge. */
export const isOfPlugin = (registry: Registry, { model, preprocess }: ProbedConfig): boolean =>
  isPluginModel(registry, model.kind) || preprocess.some(({ kind }) => isPluginTransform(registry, kind));

const isPluginModel = (registry: Registry, kind: string): boolean =>
  Object.keys(pluginVersions(registry, 'models', kind)).length > 0;

const isPluginTransform = (registry: Registry, kind: string): boolean =>
  Object.keys(pluginVersions(registry, 'transforms', kind)).length > 0;

/** Rows of each of the two samples: enough to see what leaks, few enough to cost nothing beside a real fit. */
const SAMPLE_ROWS = 200;

/**
 * Probes models and preparation of plugins on two small samples of training rows, before anything is fitted for real.
 *
 * @returns a step that throws SelvedgeError `invalid-argument` for state that leaks from fit to fit, and for statistics
 * of other rows than the training rows
 */
export function probeNode(
  rows: RowsNode,
  config: ProbedConfig,
  seed: number,
  id: string,
  planning: Planning,
): Node<Probed> {
  const { model, train: training, preprocess } = config;
  const { registry } = planning;
  const ofModel = modelIngredients(planning, model, ['resample']);
  const ofSteps = preparationIngredients({ registry }, preprocess);
  return node({
    id: `audit/${id}`,
    kind: 'audit',
    label: `probe ${id} for leaks`,
    params: { model, train: training ?? null, preprocess, seed } as unknown as Json,
    inputs: { rows },
    reads: readsOf(rows, 'train.features', 'train.labels'),
    code: { ...ofModel.code, ...ofSteps.code },
    environment: ofModel.environment,
    async run(context) {
      const { train } = await context.get(rows);
      const [sample, others] = samplesOf(train);
      const makeSteps = () => preprocess.map((spec) => transformEntry(registry, spec.kind).create(spec));
      const hasOwnSteps = preprocess.some(({ kind }) => isPluginTransform(registry, kind));
      if (hasOwnSteps) await checkFittedOn(makeSteps, shapedRows(train, sample), shapedRows(train, others));
      const fittedOn = hasOwnSteps ? 'training rows' : 'built in';
      if (!isPluginModel(registry, model.kind)) return { stateLeak: 'built in', fittedOn };
      const prepared = async (part: LabelledRows): Promise<LabelledRows & ShapedRows> => {
        const { output } = await fitTransforms(makeSteps(), { features: part.features, shape: train.shape });
        return { ...part, ...output };
      };
      const own = await prepared(sample);
      const classifierOf = async (): Promise<Classifier> =>
        modelEntry(registry, model.kind).create(model, training, { shape: own.shape, classes: train.classes.length });
      const options = {
        seed,
        threads: stepThreads(planning, model),
        ...(context.signal && { signal: context.signal }),
      };
      const make = () =>
        ({ fit: async (part: LabelledRows) => (await classifierOf()).fit(part, options) }) as Classifier;
      const again = await probeStateLeak(make, own, rowRange(0, own.labels.length), options);
      if (!again) return { stateLeak: 'not checked', fittedOn };
      const elsewhere = await make().fit(await prepared(others));
      await elsewhere.dispose?.();
      await again();
      return { stateLeak: 'none found', fittedOn };
    },
    codec: jsonCodec<Probed>('probed.json'),
  });
}

function samplesOf(train: Dataset): readonly [LabelledRows, LabelledRows] {
  const parts = Math.max(2, Math.floor(train.labels.length / SAMPLE_ROWS));
  const [first, second] = stratifiedPartition(train.labels, parts, createRng('audit'));
  const rowsOf = (rows: RowIndices): LabelledRows => selectLabelled(train, rows);
  return [rowsOf(first), rowsOf(second)];
}

const shapedRows = ({ shape }: Dataset, { features }: LabelledRows): ShapedRows => ({ features, shape });

import {
  decodeSafetensors,
  encodeSafetensors,
  type FittedTransform,
  type Matrix,
  type SavedState,
  SelvedgeError,
  type Tensor,
} from '@selvedge/data';
import { withForm } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';
import type { ColumnsParams } from '../specs.generated.js';
import { baseTransforms } from './base-transforms.js';
import { readForm, rowsOfTransform, savedForm } from './check-shape.js';
import { applyTransforms } from './fit-transforms.js';
import { besideEachOther, pickColumns } from './table-columns.js';

export const COLUMNS_FORMAT = 'selvedge.transform.columns';
const VERSION = 1;

/** Some columns with the steps that were fitted on them. */
export interface FittedPart {
  readonly positions: readonly number[];
  readonly fitted: readonly FittedTransform[];
  /** Of what comes out; undefined where the columns have none. */
  readonly names: readonly string[] | undefined;
}

/** The names of what a part gives: its own, or where a step gives none, the last step's kind and numbers (`pca0`). */
export function namesOfPart(
  fitted: readonly FittedTransform[],
  before: Matrix,
  after: Matrix,
  prefix: string,
): readonly string[] | undefined {
  if (!before.names) return undefined;
  const kind = fitted.at(-1)?.kind ?? '';
  const names = after.names ?? Array.from({ length: after.columns }, (_, at) => `${kind}${at}`);
  return names.map((name) => prefix + name);
}

export function fittedColumns(spec: ColumnsParams, form: FittedForm, parts: readonly FittedPart[]): FittedTransform {
  const names = form.names && parts.flatMap((part) => part.names ?? []);
  return {
    kind: spec.kind,
    apply(rows) {
      const features = rowsOfTransform(spec.kind, rows, form);
      const made = parts.map(({ positions, fitted }) => {
        const picked = { features: pickColumns(features, positions), shape: [positions.length] };
        return applyTransforms(fitted, picked).features;
      });
      const all = besideEachOther(made, features.rows);
      const shape = [all.columns];
      return { features: withForm(all, { shape, ...(names && { names }) }), shape };
    },
    save: () => ({
      format: COLUMNS_FORMAT,
      version: VERSION,
      config: {
        params: spec as unknown as SavedState['config'],
        ...savedForm(form),
        parts: parts.map(({ positions, fitted, names: own }) => ({
          positions,
          steps: fitted.length,
          names: own ?? null,
        })),
      },
      tensors: Object.fromEntries(
        parts.flatMap(({ fitted }, part) => fitted.map((step, at) => [`${part}.${at}`, bytesOf(step.save())] as const)),
      ),
    }),
  };
}

function bytesOf(state: SavedState): Tensor {
  const values = encodeSafetensors(state);
  return { values, shape: [values.length] };
}

/** What a part says of itself when it was saved. */
interface SavedPart {
  readonly positions: readonly number[];
  readonly steps: number;
  readonly names: readonly string[] | null;
}

export function loadColumns({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${COLUMNS_FORMAT}: version ${version}; this reads ${VERSION}.`);
  const form = readForm(COLUMNS_FORMAT, config['shape'], config['names']);
  const { params, parts } = config;
  const isSound = ({ positions, steps, names }: SavedPart): boolean =>
    Array.isArray(positions) &&
    positions.every((at) => Number.isInteger(at) && at >= 0 && at < form.columns) &&
    Number.isInteger(steps) &&
    steps >= 0 &&
    steps <= 50 &&
    (names === null) === (form.names === undefined);
  const saved = parts as unknown as readonly SavedPart[];
  const { kind, transformers, remainder } = (params ?? {}) as Partial<ColumnsParams>;
  if (kind !== 'columns' || !Array.isArray(transformers) || !Array.isArray(parts) || !saved.every(isSound))
    throw damaged('its parts do not fit the shape');
  // What no transformer names passes as a part of its own, without steps.
  const rest = saved.length - transformers.length;
  const fits = rest === 0 || (rest === 1 && remainder !== 'drop' && saved[saved.length - 1].steps === 0);
  if (!fits || !transformers.every(({ steps = [] }, at) => steps.length === saved[at].steps))
    throw damaged('its parts are not those of its transformers');
  const read = saved.map(({ positions, steps, names }, part): FittedPart => {
    const fitted = Array.from({ length: steps }, (_, at) => {
      const values = tensors[`${part}.${at}`]?.values;
      if (!(values instanceof Uint8Array)) throw damaged(`step ${at} of its part ${part} is missing`);
      return baseTransforms.load(decodeSafetensors(values, COLUMNS_FORMAT));
    });
    return { positions, fitted, names: names ?? undefined };
  });
  return fittedColumns(params as unknown as ColumnsParams, form, read);
}

const damaged = (why: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${COLUMNS_FORMAT}: ${why}. Fit and save it again.`);

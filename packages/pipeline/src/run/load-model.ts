import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type FittedClassifier,
  type FittedTransform,
  type Labels,
  type Matrix,
  type PredictOptions,
  predictedLabels,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
} from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import type { ImageOptions } from '@selvedge/data/types';
import { sha256 } from '@selvedge/files';
import { ifThere } from '@selvedge/files/steps';
import type { ReadRowsOptions } from '@selvedge/ingest/types';
import { applyTransforms } from '@selvedge/preprocess';
import { canonicalJson } from '@selvedge/workflow';
import { checkFinite, decodeSealed, type VerifyOptions } from '../models/sealed-state.js';
import { type Trust, trustOf } from '../models/signature.js';
import { loadSaved } from '../registry/models.js';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import { loadPreparation } from '../registry/transforms.js';
import { MODEL_FILE } from '../steps/fit.js';
import { withColumns } from './like-training.js';
import { readKept } from './run-folder.js';
import { checkReading, readingOf, type SavedReading } from './saved-reading.js';

/** A model of a run with the preparation that was fitted with it. */
export interface RunModel {
  readonly name: string;
  readonly classes: readonly string[];
  /** Names of the columns that it was trained on, in their order, where they had some. */
  readonly columns?: readonly string[];
  /** How pictures became the rows that it was trained on, where its pipeline file stated it: an option of `readRows`. */
  readonly image?: ImageOptions;
  /**
   * Options of `readRows` that read a file as the training rows were read: delimiter, missing values, columns and whatever
   * else their pipeline file states. A label or an id may be absent.
   */
  readonly reading?: ReadRowsOptions;
  /**
   * Takes rows as they were before preparation. Named columns in another order are put in that of the training rows.
   *
   * @throws SelvedgeError `shape-mismatch` for other names, and what the preparation and the model throw
   */
  predict(
    rows: ShapedRows & { readonly columns?: readonly string[] },
    options?: PredictOptions,
  ): Promise<{ readonly predicted: Labels; readonly probabilities: Matrix<Float32Array> }>;
}

/**
 * Loads a model that a run has kept.
 *
 * @param path - a run's folder, or one of its `models/<name>` folders, or a `model.safetensors` beside its `model.json`
 * @param name - which model of a run with several
 * @param options - `registry`: with the plugins that the model is made with; networks need none, for their layers are saved;
 *   `verify: false`: digests are not checked, for files that were edited
 * @throws SelvedgeError `not-found`, `unsupported`; `corrupt-file`, also for a model that no trusted key of the registry
 * signed; `invalid-argument` when a run has several models and none is named
 */
export async function loadRunModel(
  path: string,
  name?: string,
  options: { readonly registry?: Registry } & VerifyOptions = {},
): Promise<RunModel> {
  const { about, fitted, model } = await openRunModel(path, name, options);
  return {
    name: about.name,
    classes: model.classes,
    ...(about.columns && { columns: about.columns }),
    ...(about.image && { image: about.image }),
    reading: readingOf(about),
    async predict({ columns, ...given }, options) {
      const named = { ...given, ...(columns && { columns }) };
      const { features: raw, shape } = withColumns(named, about.columns, `model ${about.name}`);
      const { features } = applyTransforms(fitted, { features: raw, shape });
      const probabilities = await model.predictProba(features, options);
      return { predicted: predictedLabels(model, probabilities), probabilities };
    },
  };
}

/** What a run has kept of a model: its preparation and itself. */
export async function openRunModel(
  path: string,
  name: string | undefined,
  { registry = BUILT_IN, ...options }: { readonly registry?: Registry } & VerifyOptions,
): Promise<{
  readonly about: About;
  readonly fitted: readonly FittedTransform[];
  readonly model: FittedClassifier;
}> {
  const folder = await modelFolder(path, name);
  const trust = await trustOf(folder, registry.trustedKeys);
  const about = await readAbout(folder, options, trust);
  if (options.verify !== false && folder === join(path, 'models', basename(folder))) checkPlace(about, folder);
  const fitted: FittedTransform[] = [];
  for (const [at, file] of about.preparation.entries()) {
    const saved = await readState(join(folder, file), about, options, trust);
    fitted.push(loadPreparation(registry, saved, about.preprocess?.[at]?.kind));
  }
  const file = join(folder, MODEL_FILE);
  const model = await loadSaved(registry, await readState(file, about, options, trust), about.model?.kind);
  return { about, fitted, model };
}

async function readState(
  path: string,
  { files }: About,
  { verify = true }: VerifyOptions,
  trust: Trust,
): Promise<SavedState> {
  const bytes = await readKept(path);
  trust.check(path, bytes);
  const saved = decodeSealed(bytes, path, { verify });
  if (!verify) return saved;
  checkFinite(saved, path);
  if (files && files[basename(path)] !== sha256(bytes))
    throw new SelvedgeError(
      'corrupt-file',
      `${path} is not the file that belongs to this model: its SHA-256 is not the one in model.json (taken from another model?). ${NO_VERIFY}`,
    );
  return saved;
}

/** A model of a run is found by the name of its folder: what lies there must be that model. */
function checkPlace({ name }: About, folder: string): void {
  if (basename(folder) === name) return;
  throw new SelvedgeError('corrupt-file', `${folder} holds another model of the run: ${shown(name)}. ${NO_VERIFY}`);
}

const NO_VERIFY =
  'Put back what was there, or fit the model again; whoever changed it reads it with --no-verify (verify: false).';

/** The files that are read to load a model: of a folder, or the one that it is. */
export async function modelFiles(model: string): Promise<readonly string[]> {
  if ((await stat(model)).isFile()) return [model];
  const { preparation } = await readAbout(model, {});
  return ['model.json', ...preparation, MODEL_FILE].map((name) => join(model, name));
}

/** The folder of a model: of a run, with its name where there are several, or as it is. */
export async function modelFolder(path: string, name: string | undefined): Promise<string> {
  const info = await ifThere(path, stat(path));
  if (!info) throw new SelvedgeError('not-found', `there is no run or model ${path}.`);
  if (!info.isDirectory()) return folderOfFile(path);
  const models = join(path, 'models');
  const names = await ifThere(models, readdir(models));
  if (!names) return path;
  if (name !== undefined) {
    if (names.includes(name)) return join(models, name);
    throw new SelvedgeError('not-found', `the run has no model '${name}'; it has ${names.join(', ')}.`);
  }
  if (names.length === 1) return join(models, names[0]);
  throw new SelvedgeError(
    'invalid-argument',
    `the run has ${names.length} models: ${names.join(', ')}; say which with --name.`,
  );
}

/** A file of a model stands for its folder; any other one may lie beside some model. */
function folderOfFile(path: string): string {
  if (basename(path) === MODEL_FILE || basename(path) === 'model.json') return join(path, '..');
  throw new SelvedgeError(
    'not-found',
    `${path} is not a model: name a run, a folder that holds model.json (of an archive, once it is unpacked), or a .keras or .h5 file.`,
  );
}

/** `model.json`, as far as it is read. */
export interface About {
  readonly format: number;
  readonly name: string;
  readonly model?: { readonly kind: string };
  readonly preprocess?: readonly { readonly kind: string }[];
  readonly preparation: readonly string[];
  readonly columns?: readonly string[];
  readonly image?: ImageOptions;
  readonly reading?: SavedReading;
  /** SHA-256 of the files above by name; earlier releases wrote none. */
  readonly files?: Readonly<Record<string, string>>;
}

async function readAbout(folder: string, { verify = true }: VerifyOptions, trust?: Trust): Promise<About> {
  const file = join(folder, 'model.json');
  const bytes = await readKept(file);
  trust?.check(file, bytes);
  const text = new TextDecoder().decode(bytes);
  try {
    const about = JSON.parse(text) as About;
    if (verify) checkAbout(about as unknown as Record<string, unknown>);
    checkForm(about);
    if (!verify) await checkReading(about.reading); // else its digest says that it is as it was written
    return about;
  } catch (cause) {
    throw new SelvedgeError('corrupt-file', `${file} does not describe a model (${(cause as Error).message}).`, {
      cause,
    });
  }
}

const FIELDS = [
  'format',
  'name',
  'model',
  'preprocess',
  'classes',
  'preparation',
  'columns',
  'image',
  'reading',
  'files',
  'digest',
];

/** The record of a model with the digest of its other fields. */
export const sealedAbout = (about: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ...about,
  digest: digestOfAbout(about),
});

const digestOfAbout = ({ digest: _, ...about }: Readonly<Record<string, unknown>>): string =>
  sha256('selvedge model 1\n', canonicalJson(about));

/** Earlier releases wrote no digest: without one, nothing but their fields may be there. */
function checkAbout(about: Record<string, unknown>): void {
  const other = Object.keys(about).find((name) => !FIELDS.includes(name));
  if (other !== undefined) throw new Error(`it has the field '${other}'`);
  const { digest } = about;
  if (digest !== undefined && digest !== digestOfAbout(about))
    throw new Error('it is not what was written (SHA-256 differs)');
}

/** What the reader relies on, also where digests are not checked. */
function checkForm({ format, preparation, preprocess = [], columns }: Partial<About>): void {
  if (format !== 1)
    throw new Error(format === undefined ? 'it has no format' : `its format is ${shown(format)}; this reads 1`);
  if (!Array.isArray(preparation) || !preparation.every((name) => /^\d+\.transform\.safetensors$/.test(name)))
    throw new Error('odd file names');
  // Rows that miss a step would be predicted as they are.
  if (!Array.isArray(preprocess) || preprocess.length !== preparation.length)
    throw new Error(`it lists ${preparation.length} files of preparation, and other steps`);
  const odd = columns !== undefined && !(Array.isArray(columns) && columns.every((name) => typeof name === 'string'));
  if (odd) throw new Error('columns are not a list of names');
}

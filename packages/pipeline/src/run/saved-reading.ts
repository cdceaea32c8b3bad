import type { Dataset } from '@selvedge/data';
import type { ImageOptions } from '@selvedge/data/types';
import type { LoadedDataset, ReadRowsOptions } from '@selvedge/ingest/types';
import type { DataSpec } from '../spec/data-schema.js';

const KEPT = [
  'label',
  'features',
  'drop',
  'id',
  'weights',
  'delimiter',
  'decimal',
  'header',
  'missing',
  'imageColumn',
  'imageFolder',
] as const;

/** What a saved model keeps of how its training rows were read: plain JSON, with the words of a pipeline file. */
export type SavedReading = Pick<DataSpec, (typeof KEPT)[number]> & {
  /** Features of a row, as they were read. */
  readonly width?: number;
};

/** What a model of these rows keeps; undefined where nothing states how their file is read. */
export function savedReading(data: ReadingOptions, { features }: Dataset): SavedReading | undefined {
  const named = KEPT.filter((name) => data[name] !== undefined);
  if (named.length === 0) return undefined;
  // Columns of categories are not those of the file.
  const width = data.categories === 'one-hot' ? {} : { width: features.columns };
  return { ...Object.fromEntries(named.map((name) => [name, data[name]])), ...width };
}

/**
 * Options that were edited: what a pipeline file may not say is a mistake in the model, not in how a command was called.
 *
 * @throws Error naming the option
 */
export async function checkReading(reading: SavedReading | undefined): Promise<void> {
  if (reading === undefined) return;
  const { dataSchema } = await import('../spec/data-schema.js');
  const { width: _, ...options } = Object(reading) as SavedReading;
  const { error } = dataSchema.safeParse(options);
  if (error) throw new Error(`reading.${error.issues[0].path.join('.')}: ${error.issues[0].message}`);
}

type ReadingOptions = NonNullable<LoadedDataset['reading']>;

/** What `model.json` says of the training rows. */
interface SavedRows {
  readonly columns?: readonly string[];
  readonly image?: ImageOptions;
  readonly reading?: SavedReading;
}

/** The options that read rows for a model as its training rows were read. */
export function readingOf({ columns, image, reading = {} }: SavedRows): ReadRowsOptions {
  const { label, drop, id, weights, features, width, ...others } = reading;
  const trained = {
    ...(label !== undefined && { label }),
    ...(drop !== undefined && { drop }),
    ...(id !== undefined && { id }),
    ...(weights !== undefined && { weights }),
    ...(width !== undefined && { features: width }),
  };
  return {
    ...(others as Omit<typeof others, 'decimal'> & { decimal?: '.' | ',' }),
    ...(image && { image }),
    ...(columns ? { columns } : features !== undefined && { features }),
    ...(Object.keys(trained).length > 0 && { trained }),
  };
}

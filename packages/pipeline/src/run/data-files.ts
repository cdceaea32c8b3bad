import { type Dataset, dataset, type Matrix, matrix, selectRows } from '@selvedge/data';
import { bytesOf, withForm } from '@selvedge/data/checks';
import type { LoadedDataset } from '@selvedge/ingest/types';
import { maskSecrets } from '@selvedge/workflow';
import type { Files } from '@selvedge/workflow/types';
import { decodeJson, encodeJson } from '../steps/codecs.js';
import { typeOfNumbers } from '../steps/rows-digest.js';

/** Bytes of one file: a store sends files whole, and some refuse large ones. */
const FILE_BYTES = 64 * 1024 ** 2;
const PARTS = ['train', 'validation', 'test'] as const;
const TYPES = { Uint8Array, Uint16Array, Int32Array, Float32Array, Float64Array } as const;

/** Of one part, without its numbers. */
interface PartForm {
  readonly type: keyof typeof TYPES;
  readonly rows: number;
  readonly columns: number;
  readonly form: Pick<Matrix, 'shape' | 'names'>;
  readonly whole: Pick<Dataset, 'name' | 'classes' | 'shape' | 'columns' | 'provenance'>;
  readonly isWeighted: boolean;
  /** Files that hold the numbers, in their order. */
  readonly files: number;
}

interface Form extends Pick<LoadedDataset, 'name' | 'generated'> {
  readonly parts: Readonly<Partial<Record<(typeof PARTS)[number], PartForm>>>;
}

/** Rows as files, every number as it is, for machines that have no copy of their own. */
export function dataFiles(loaded: LoadedDataset): Files {
  const files: Record<string, Uint8Array> = {};
  const parts: Partial<Record<(typeof PARTS)[number], PartForm>> = {};
  for (const part of PARTS) {
    const rows = loaded[part];
    if (rows) parts[part] = addPart(files, part, rows);
  }
  const form: Form = { name: loaded.name, generated: loaded.generated, parts };
  return { ...files, 'form.json': encodeJson(form) };
}

function addPart(files: Record<string, Uint8Array>, part: string, rows: Dataset): PartForm {
  const { features, labels, weights, name, classes, shape, columns, provenance } = rows;
  const { shape: ownShape, names } = features;
  const perFile = Math.max(1, Math.floor(FILE_BYTES / Math.max(1, features.columns * 8)));
  let count = 0;
  for (let start = 0; start < features.rows; start += perFile) {
    const length = Math.min(perFile, features.rows - start);
    const block = selectRows(
      features,
      Uint32Array.from({ length }, (_, at) => start + at) as Parameters<typeof selectRows>[1],
    );
    files[`${part}.rows.${count++}`] = bytesOf(block.values);
  }
  files[`${part}.labels`] = bytesOf(labels);
  if (weights) files[`${part}.weights`] = bytesOf(weights);
  return {
    type: typeOfNumbers(features) as PartForm['type'],
    rows: features.rows,
    columns: features.columns,
    form: { ...(ownShape && { shape: ownShape }), ...(names && { names }) },
    whole: {
      name,
      classes,
      shape,
      ...(columns && { columns }),
      provenance: { ...provenance, source: maskSecrets(provenance.source), steps: provenance.steps.map(maskSecrets) },
    },
    isWeighted: weights !== undefined,
    files: count,
  };
}

/** @throws SelvedgeError where the files do not belong together */
export function dataOfFiles(files: Files): LoadedDataset {
  const { name, generated, parts } = decodeJson<Form>(files['form.json']);
  const part = (each: (typeof PARTS)[number]): Dataset | undefined => {
    const form = parts[each];
    return form && partOf(files, each, form);
  };
  const [train, validation, test] = PARTS.map(part);
  return {
    name,
    generated,
    found: 'the store',
    train: train as Dataset,
    ...(validation && { validation }),
    ...(test && { test }),
  };
}

function partOf(files: Files, part: string, { type, rows, columns, form, whole, isWeighted, files: count }: PartForm) {
  const values = new TYPES[type](rows * columns);
  const target = new Uint8Array(values.buffer);
  let at = 0;
  for (let file = 0; file < count; file++) {
    const bytes = files[`${part}.rows.${file}`];
    target.set(bytes, at);
    at += bytes.length;
  }
  const weights = isWeighted && new Float64Array(aligned(files[`${part}.weights`]));
  return dataset({
    ...whole,
    features: withForm(matrix(values as Float32Array, rows, columns), form),
    labels: new Uint16Array(aligned(files[`${part}.labels`])),
    ...(weights && { weights }),
  });
}

/** Bytes in a buffer of their own: a view of numbers begins at a multiple of their size. */
const aligned = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer;

import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { type FittedTransform, type SavedState, SelvedgeError, type ShapedRows, type Transform } from '@selvedge/data';
import type { FittedForm } from '@selvedge/data/types';
import type { SelectParams } from '../specs.generated.js';
import { formOfShaped, readForm, rowsOfTransform, savedForm } from './check-shape.js';
import { checkTable, columnsField, pickColumns, positionsOf } from './table-columns.js';

const FORMAT = 'selvedge.transform.select';
const VERSION = 1;

export const select: TransformDefinition<SelectParams> = defineTransform(
  {
    kind: 'select',
    description: 'Keeps some columns of a table, in the order given, or leaves some out.',
    knownAs: ['drop', 'keep', 'select-columns', 'drop-columns'],
    fields: {
      columns: columnsField.optional().describe('The columns that are kept, in this order.'),
      drop: columnsField.optional().describe('The columns that are left out, in place of `columns`.'),
    },
    rule: ({ columns, drop }) =>
      (columns === undefined) === (drop === undefined)
        ? { path: ['columns'], message: 'need columns or drop, and not both' }
        : undefined,
  },
  { format: FORMAT, create: selectTransform, load: loadSelect },
);

function selectTransform(spec: SelectParams): Transform {
  return {
    kind: spec.kind,
    params: spec,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const form = formOfShaped(train);
      checkTable(spec.kind, form);
      const named = positionsOf(spec.kind, spec.columns ?? spec.drop ?? [], form);
      const all = Array.from({ length: form.columns }, (_, at) => at);
      const kept = spec.columns ? named : all.filter((at) => !named.includes(at));
      if (kept.length === 0) throw nothingLeft();
      return fittedSelect(spec, form, Int32Array.from(kept));
    },
  };
}

function fittedSelect(spec: SelectParams, form: FittedForm, kept: Int32Array): FittedTransform {
  return {
    kind: spec.kind,
    apply(rows) {
      const picked = pickColumns(rowsOfTransform(spec.kind, rows, form), [...kept]);
      const shape = [kept.length];
      return { features: { ...picked, shape }, shape };
    },
    save: () => ({
      format: FORMAT,
      version: VERSION,
      config: { params: { ...spec }, ...savedForm(form) },
      tensors: { kept: { values: kept, shape: [kept.length] } },
    }),
  };
}

function loadSelect({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${FORMAT}: version ${version}; this reads ${VERSION}.`);
  const form = readForm(FORMAT, config['shape'], config['names']);
  const params = config['params'] as unknown as SelectParams;
  const kept = tensors['kept']?.values;
  const valid =
    kept instanceof Int32Array &&
    kept.length > 0 &&
    new Set(kept).size === kept.length &&
    kept.every((at) => at >= 0 && at < form.columns) &&
    params?.kind === 'select';
  if (!valid)
    throw new SelvedgeError('corrupt-file', `${FORMAT}: its columns do not fit the shape. Fit and save it again.`);
  return fittedSelect(params, form, kept);
}

const nothingLeft = (): SelvedgeError =>
  new SelvedgeError('invalid-argument', "transform 'select': drop names every column; leave at least one.");

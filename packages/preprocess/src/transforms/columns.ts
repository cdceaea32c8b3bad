import { defineTransform, guessedAs, type TransformDefinition } from '@selvedge/component';
import { guessedWords } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import {
  type FitOptions,
  type FittedTransform,
  type Matrix,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import type { ColumnsParams } from '../specs.generated.js';
import { baseTransformField, baseTransforms } from './base-transforms.js';
import { formOfShaped } from './check-shape.js';
import { COLUMNS_FORMAT, type FittedPart, fittedColumns, loadColumns, namesOfPart } from './columns-fitted.js';
import { fitTransforms } from './fit-transforms.js';
import { checkTable, columnsField, pickColumns, positionsOf } from './table-columns.js';

/** @see ColumnTransformer of scikit-learn */
export const columns: TransformDefinition<ColumnsParams> = defineTransform(
  {
    kind: 'columns',
    description:
      'Transforms some columns of a table in one way, others in another; the results stand side by side, in the order of the transformers, then the remainder.',
    knownAs: ['ColumnTransformer', 'make-column-transformer', 'column-transformer'],
    fields: {
      transformers: guessedAs(
        z
          .array(
            z.strictObject({
              columns: columnsField,
              steps: guessedAs(
                z
                  .array(baseTransformField)
                  .max(50)
                  .default([])
                  .describe('What is done to them, one step after the other; none: they pass as they are.'),
                'transforms',
                'preprocess',
                'transformer',
              ),
              prefix: z
                .string()
                .max(100)
                .default('')
                .describe('Put before the names that come out, where two transformers would give the same ones.'),
            }),
          )
          .min(1)
          .max(1000)
          .describe('Columns with the steps for them. A column may be in several.'),
        'parts',
        'steps',
      ),
      remainder: guessedAs(
        guessedWords(
          z
            .enum(['passthrough', 'drop'])
            .default('passthrough')
            .describe('Whether columns that are in no transformer pass as they are, or are left out.'),
          { pass: 'passthrough', keep: 'passthrough' },
        ),
        'others',
        'rest',
      ),
    },
  },
  { format: COLUMNS_FORMAT, create: columnsTransform, load: loadColumns },
);

function columnsTransform(spec: ColumnsParams): Transform {
  return {
    kind: spec.kind,
    params: spec,
    async fit(train: ShapedRows, options?: FitOptions): Promise<FittedTransform> {
      const form = formOfShaped(train);
      checkTable(spec.kind, form);
      const named = new Set<number>();
      const parts: FittedPart[] = [];
      for (const { columns: wanted, steps = [], prefix = '' } of spec.transformers) {
        const positions = positionsOf(spec.kind, wanted, form);
        for (const position of positions) named.add(position);
        parts.push(await fitPart(train.features, positions, steps.map(baseTransforms.create), prefix, options));
      }
      const others = Array.from({ length: form.columns }, (_, at) => at).filter((at) => !named.has(at));
      if (spec.remainder === 'passthrough' && others.length > 0)
        parts.push(await fitPart(train.features, others, [], '', options));
      checkNames(parts);
      return fittedColumns(spec, form, parts);
    },
  };
}

async function fitPart(
  features: Matrix,
  positions: readonly number[],
  steps: readonly Transform[],
  prefix: string,
  options: FitOptions = {},
): Promise<FittedPart> {
  const rows = { features: pickColumns(features, positions), shape: [positions.length] };
  const { fitted, output } = await fitTransforms(steps, rows, options);
  if (output.shape.length > 1) throw notFlat(output.shape);
  return { positions, fitted, names: namesOfPart(fitted, rows.features, output.features, prefix) };
}

function checkNames(parts: readonly FittedPart[]): void {
  const names = parts.flatMap((part) => part.names ?? []);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice === undefined) return;
  throw new SelvedgeError(
    'invalid-argument',
    `transform 'columns': two transformers give a column named '${twice}'. Write a prefix in one of them: { columns: [...], steps: [...], prefix: 'second ' }.`,
  );
}

const notFlat = (shape: readonly number[]): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `transform 'columns': a transformer gives rows of shape [${shape.join(', ')}]; need columns. End its steps with { kind: flatten }.`,
  );

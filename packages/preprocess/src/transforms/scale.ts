import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { SelvedgeError, type ShapedRows } from '@selvedge/data';
import { unfitData } from '@selvedge/data/checks';
import type { ScaleParams } from '../specs.generated.js';
import { AFFINE_FORMAT, affineTransform, loadAffine } from './affine.js';

const FOR_BYTES = 1 / 255;

const eachOrAll = z.union([z.number(), z.array(z.number()).min(1).max(65_536)]);

export const scale: TransformDefinition<ScaleParams> = defineTransform(
  {
    kind: 'scale',
    description: 'Computes x * factor + offset, with nothing to learn.',
    knownAs: ['Rescaling', 'rescale', 'divide', 'to-tensor', 'to-float'],
    fields: {
      factor: eachOrAll
        .default(FOR_BYTES)
        .describe(
          'What values are multiplied by, or a list with one for each channel; the default takes bytes to [0, 1].',
        ),
      offset: eachOrAll.default(0).describe('What is added to the product, or a list with one for each channel.'),
    },
  },
  {
    format: AFFINE_FORMAT,
    create: (params) =>
      affineTransform(params, (train) => {
        checkBytes(params, train);
        const [factors, offsets] = (['factor', 'offset'] as const).map((field) => perChannel(field, params, train));
        // Both for all, or both for each column.
        const columns = factors.length === 1 && offsets.length === 1 ? 1 : train.features.columns;
        const each = (given: Float64Array): Float64Array =>
          Float64Array.from({ length: columns }, (_, column) => given[column % given.length]);
        return { factors: each(factors), offsets: each(offsets) };
      }),
    load: loadAffine,
  },
);

/** @throws SelvedgeError `invalid-argument` for pixels above those of bytes, which the default does not take to [0, 1] */
function checkBytes({ factor }: Pick<ScaleParams, 'factor'>, { features, shape }: ShapedRows): void {
  const { values } = features;
  if (factor !== FOR_BYTES || shape.length < 3 || values instanceof Uint8Array) return;
  let most = 0;
  for (const value of values) if (value > most) most = value;
  if (most <= 255.5) return;
  const white = most <= 65_535 ? 65_535 : most;
  throw unfitData(
    `scale: the factor is 1 / 255, which takes bytes to [0, 1], and pixels go up to ${most}. Write { kind: scale, factor: ${1 / white} }, which divides by ${white}.`,
  );
}

/** @throws SelvedgeError `invalid-argument` for a list that is not as long as the channels are many */
function perChannel(
  field: 'factor' | 'offset',
  { [field]: given }: Pick<ScaleParams, 'factor' | 'offset'>,
  { shape }: ShapedRows,
): Float64Array {
  if (typeof given === 'number') return Float64Array.of(given);
  const channels = shape.at(-1) ?? 1;
  if (given.length === channels) return Float64Array.from(given);
  throw new SelvedgeError(
    'invalid-argument',
    `scale: ${field} has ${given.length} ${given.length === 1 ? 'number' : 'numbers'}; rows of shape ${shape.join(' x ')} have ${channels} in the last place. Give one number, or ${channels}.`,
  );
}

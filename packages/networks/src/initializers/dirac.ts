import { z } from '@selvedge/component/zod';
import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { DiracParams } from '../specs.generated.js';
import { defineInitializer, type InitializerDefinition, type TensorToFill } from './definition.js';
import { truncatedNormal, uniform } from './fill.js';

/** @see torch.nn.init.dirac_; Zagoruyko & Komodakis, DiracNets, arXiv 1706.00388 */
export const dirac: InitializerDefinition<DiracParams> = defineInitializer(
  {
    kind: 'dirac',
    description:
      'Passes as many input channels on as there are filters: 1 from channel i to filter i (of each group) in the middle of the window, 0 elsewhere, as dirac_ of PyTorch.',
    fields: {
      groups: z.int().min(1).max(65_536).default(1).describe('Groups of filters; that of a convolution with groups.'),
      remaining: z
        .enum(['zeros', 'he-normal', 'pytorch-default'])
        .default('zeros')
        .describe('What filters beyond the input channels are filled with; with zeros they learn late, or never.'),
    },
  },
  {
    fill: (out, { groups, remaining }, tensor) => {
      const [inputs, filters] = tensor.shape.slice(-2);
      if (filters % groups !== 0) throw uneven(groups, filters);
      fillRemaining(out, remaining, tensor);
      const window = tensor.shape.slice(0, -2);
      const middle = window.reduce((at, size) => at * size + Math.floor(size / 2), 0);
      const places = numbersIn(window);
      const inGroup = filters / groups;
      for (let group = 0; group < groups; group++) {
        for (let channel = 0; channel < Math.min(inputs, inGroup); channel++) {
          const filter = group * inGroup + channel;
          for (let row = 0; row < places * inputs; row++) out[row * filters + filter] = 0;
          out[(middle * inputs + channel) * filters + filter] = 1;
        }
      }
    },
  },
);

function fillRemaining(
  out: Float32Array,
  remaining: DiracParams['remaining'],
  { fanIn, pytorchFanIn, rng }: TensorToFill,
): void {
  if (remaining === 'he-normal') truncatedNormal(out, Math.sqrt(2 / fanIn), rng);
  else if (remaining === 'pytorch-default') uniform(out, 1 / Math.sqrt(pytorchFanIn), rng);
  else out.fill(0);
}

const uneven = (groups: number, filters: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `initializer 'dirac': ${groups} groups do not divide ${filters} filters; write the groups of the convolution, or leave groups out.`,
  );

import { shorthandCatalogue } from '@selvedge/component/catalogues';
import type { ShorthandCatalogue } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import type {
  ConstantParams,
  GlorotNormalParams,
  GlorotUniformParams,
  HeNormalParams,
  HeUniformParams,
  IdentityParams,
  LecunNormalParams,
  LecunUniformParams,
  OnesParams,
  OrthogonalParams,
  PytorchDefaultParams,
  RandomNormalParams,
  RandomUniformParams,
  TruncatedNormalParams,
  VarianceScalingParams,
  ZerosParams,
} from '../specs.generated.js';
import { defineInitializer, type InitializerDefinition } from './definition.js';
import { dirac } from './dirac.js';
import { fillWith, identityOf, LEFT_BY_CUT, truncatedNormal, uniform } from './fill.js';
import { orthogonal } from './orthogonal.js';
import { whitening } from './whitening.js';

const zeros: InitializerDefinition<ZerosParams> = defineInitializer(
  { kind: 'zeros', description: 'All 0.', fields: {} },
  { kerasClass: 'Zeros', fill: (out) => out.fill(0) },
);
const ones: InitializerDefinition<OnesParams> = defineInitializer(
  { kind: 'ones', description: 'All 1.', fields: {} },
  { kerasClass: 'Ones', fill: (out) => out.fill(1) },
);
const glorotUniform: InitializerDefinition<GlorotUniformParams> = defineInitializer(
  {
    kind: 'glorot-uniform',
    description: 'Uniform in +-sqrt(6 / (fan in + fan out)); Glorot & Bengio 2010.',
    fields: {},
  },
  {
    kerasClass: 'GlorotUniform',
    fill: (out, _, { fanIn, fanOut, rng }) => uniform(out, Math.sqrt(6 / (fanIn + fanOut)), rng),
  },
);
const glorotNormal: InitializerDefinition<GlorotNormalParams> = defineInitializer(
  { kind: 'glorot-normal', description: 'Normal, cut at two deviations of sqrt(2 / (fan in + fan out)).', fields: {} },
  {
    kerasClass: 'GlorotNormal',
    fill: (out, _, { fanIn, fanOut, rng }) => truncatedNormal(out, Math.sqrt(2 / (fanIn + fanOut)), rng),
  },
);
const heUniform: InitializerDefinition<HeUniformParams> = defineInitializer(
  { kind: 'he-uniform', description: 'Uniform in +-sqrt(6 / fan in); He et al. 2015.', fields: {} },
  { kerasClass: 'HeUniform', fill: (out, _, { fanIn, rng }) => uniform(out, Math.sqrt(6 / fanIn), rng) },
);
const heNormal: InitializerDefinition<HeNormalParams> = defineInitializer(
  { kind: 'he-normal', description: 'Normal, cut at two deviations of sqrt(2 / fan in).', fields: {} },
  { kerasClass: 'HeNormal', fill: (out, _, { fanIn, rng }) => truncatedNormal(out, Math.sqrt(2 / fanIn), rng) },
);
const lecunUniform: InitializerDefinition<LecunUniformParams> = defineInitializer(
  { kind: 'lecun-uniform', description: 'Uniform in +-sqrt(3 / fan in); LeCun et al. 1998.', fields: {} },
  { kerasClass: 'LecunUniform', fill: (out, _, { fanIn, rng }) => uniform(out, Math.sqrt(3 / fanIn), rng) },
);
const lecunNormal: InitializerDefinition<LecunNormalParams> = defineInitializer(
  { kind: 'lecun-normal', description: 'Normal, cut at two deviations of sqrt(1 / fan in).', fields: {} },
  { kerasClass: 'LecunNormal', fill: (out, _, { fanIn, rng }) => truncatedNormal(out, Math.sqrt(1 / fanIn), rng) },
);
const orthogonalMatrix: InitializerDefinition<OrthogonalParams> = defineInitializer(
  {
    kind: 'orthogonal',
    description: 'Orthonormal rows or columns, whichever are fewer, times the gain; Saxe et al. 2014.',
    fields: { gain: z.number().default(1).describe('What they are multiplied by.') },
  },
  {
    kerasClass: 'Orthogonal',
    fill: (out, { gain }, { shape, kerasShape = shape, rng }) => {
      orthogonal(out, kerasShape[kerasShape.length - 1], rng);
      if (gain !== 1) for (let i = 0; i < out.length; i++) out[i] *= gain;
    },
  },
);
const identity: InitializerDefinition<IdentityParams> = defineInitializer(
  {
    kind: 'identity',
    description: 'Passes the input on: 1 from channel i to filter i in the middle of the window, 0 elsewhere.',
    fields: {},
  },
  { kerasClass: 'Identity', fill: (out, _, { shape, kerasShape }) => identityOf(out, shape, kerasShape) },
);
const constant: InitializerDefinition<ConstantParams> = defineInitializer(
  { kind: 'constant', description: 'All one number.', fields: { value: z.number().describe('The number.') } },
  { kerasClass: 'Constant', fill: (out, { value }) => out.fill(value) },
);
const randomUniform: InitializerDefinition<RandomUniformParams> = defineInitializer(
  {
    kind: 'random-uniform',
    description: 'Uniform between two numbers.',
    fields: { minimum: z.number().describe('The least number.'), maximum: z.number().describe('The largest number.') },
  },
  {
    kerasClass: 'RandomUniform',
    fill: (out, { minimum, maximum }, { rng }) => fillWith(out, () => minimum + (maximum - minimum) * rng.uniform()),
  },
);
const randomNormal: InitializerDefinition<RandomNormalParams> = defineInitializer(
  {
    kind: 'random-normal',
    description: 'Normal.',
    fields: {
      mean: z.number().describe('The mean.'),
      standardDeviation: z.number().describe('The standard deviation.'),
    },
  },
  {
    kerasClass: 'RandomNormal',
    fill: (out, { mean, standardDeviation }, { rng }) => fillWith(out, () => mean + standardDeviation * rng.normal()),
  },
);
const truncatedNormalNumbers: InitializerDefinition<TruncatedNormalParams> = defineInitializer(
  {
    kind: 'truncated-normal',
    description: 'Normal, cut at two deviations, which leaves 0.88 of the deviation.',
    fields: {
      mean: z.number().default(0).describe('The mean.'),
      standardDeviation: z.number().min(0).default(0.05).describe('The standard deviation before the cut.'),
    },
  },
  {
    kerasClass: 'TruncatedNormal',
    fill: (out, { mean, standardDeviation }, { rng }) => {
      truncatedNormal(out, LEFT_BY_CUT * standardDeviation, rng);
      for (let i = 0; i < out.length; i++) out[i] += mean;
    },
  },
);
const pytorchDefault: InitializerDefinition<PytorchDefaultParams> = defineInitializer(
  {
    kind: 'pytorch-default',
    description: "PyTorch's default for Linear and Conv2d, weights and biases: uniform in +-1 / sqrt(fan in).",
    formerKind: 'torch-uniform',
    fields: {},
  },
  { fill: (out, _, { pytorchFanIn, rng }) => uniform(out, 1 / Math.sqrt(pytorchFanIn), rng) },
);

const varianceScaling: InitializerDefinition<VarianceScalingParams> = defineInitializer(
  {
    kind: 'variance-scaling',
    description: 'Variance of scale / fan, which the kinds glorot, he and lecun are cases of.',
    fields: {
      scale: z.number().positive().default(1).describe('What the variance is multiplied by.'),
      mode: z
        .enum(['fan-in', 'fan-out', 'fan-avg'])
        .default('fan-in')
        .describe('The fan: numbers that one output reads, those that read one input, or the mean of both.'),
      distribution: z
        .enum(['truncated-normal', 'untruncated-normal', 'uniform'])
        .default('truncated-normal')
        .describe('`truncated-normal` is cut at two deviations and widened, so that the variance remains.'),
    },
  },
  {
    kerasClass: 'VarianceScaling',
    fill: (out, { scale, mode, distribution }, { fanIn, fanOut, rng }) => {
      const fan = mode === 'fan-in' ? fanIn : mode === 'fan-out' ? fanOut : (fanIn + fanOut) / 2;
      const variance = scale / Math.max(1, fan);
      if (distribution === 'uniform') uniform(out, Math.sqrt(3 * variance), rng);
      else if (distribution === 'truncated-normal') truncatedNormal(out, Math.sqrt(variance), rng);
      else fillWith(out, () => Math.sqrt(variance) * rng.normal());
    },
  },
);

/** How kernels, biases, scales and shifts are filled before training. Keras's names; the fans are Keras's too. */
export const initializers: ShorthandCatalogue<InitializerDefinition> = shorthandCatalogue(
  {
    family: 'initializer',
    typeName: 'InitializerSpec',
    description: "How a kernel, bias, scale or shift is filled before training: Keras's names.",
  },
  [
    zeros,
    ones,
    glorotUniform,
    glorotNormal,
    heUniform,
    heNormal,
    lecunUniform,
    lecunNormal,
    orthogonalMatrix,
    identity,
    dirac,
    constant,
    randomUniform,
    randomNormal,
    truncatedNormalNumbers,
    varianceScaling,
    pytorchDefault,
    whitening,
  ],
);

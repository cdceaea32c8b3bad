import { type Definition, defineComponent, partialShare, type Spec } from '@selvedge/component';
import type { DefinitionSource } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import type { UpdateRule } from './update-rule.js';

/** A rule that turns gradients into steps; the learning rate is the schedule's. */
export interface OptimizerDefinition<Params extends Spec = Spec> extends Definition<Params> {
  rule(params: Params): UpdateRule;
}

interface Common {
  readonly weightDecay: number;
  readonly decayAll: boolean;
  readonly clipNorm: number;
  readonly clipValue: number;
}

export function defineOptimizer<Params extends Spec & Common>(
  stated: Omit<DefinitionSource<Params>, 'family'>,
  ownRule: (params: Params) => Pick<UpdateRule, 'kind' | 'moments'> & Partial<UpdateRule>,
): OptimizerDefinition<Params> {
  return {
    ...defineComponent<Params>({ ...stated, family: 'optimizer' }),
    rule: (params) => {
      const { weightDecay, decayAll, clipNorm, clipValue } = params;
      return { ...UNUSED, weightDecay, decayAll, clipNorm, clipValue, ...ownRule(params) };
    },
  };
}

const UNUSED = {
  momentum: 0,
  nesterov: false,
  beta1: 0,
  beta2: 0,
  epsilon: 0,
  momentStart: 0,
  decoupled: false,
  epsilonPlacement: 'pytorch',
} as const;

export const momentumField: z.ZodType<number> = partialShare()
  .default(0)
  .describe(
    'How much of the sum of earlier gradients is kept at each step, as in PyTorch, so that a change of the learning rate acts at once; Keras keeps steps, made with the rates of their time. 0 keeps nothing.',
  );

/** How much of what is remembered stays at each step: less than all, so that it fades. */
export const fading = (byDefault: number, what: string): z.ZodType<number> =>
  partialShare().default(byDefault).describe(what);

/** Smaller ones vanish beside the roots of second moments, and 0 divides by 0 where a gradient always was 0. */
export const epsilonField: z.ZodType<number> = z
  .number()
  .min(1e-12)
  .default(1e-7)
  .describe('Added to the root that steps are divided by.');

/** What the formula of adam needs. */
export const ofAdam: {
  readonly beta1: z.ZodType<number>;
  readonly beta2: z.ZodType<number>;
  readonly epsilon: z.ZodType<number>;
} = {
  beta1: fading(0.9, 'Share of the mean gradient that is kept at each step.'),
  beta2: fading(0.999, 'Share of the mean squared gradient that is kept at each step.'),
  epsilon: epsilonField,
};

/** Absent, it stays out of the specifications that name runs. */
export const epsilonPlacementField: z.ZodOptional<z.ZodEnum<{ pytorch: 'pytorch'; keras: 'keras' }>> = z
  .enum(['pytorch', 'keras'])
  .exactOptional()
  .describe(
    'Whose formula epsilon stands in. `pytorch` (the default): beside the root, after the correction of bias. `keras`: for adam beside the root before the correction, for rmsprop and adagrad under the root, where small gradients make shorter steps.',
  ) as never;

const notNegative = (): z.ZodNumber => z.number().min(0);

const decays =
  'Pulls weights towards 0: decay * weight is added to the gradient, as in PyTorch, but before clipping. Keras takes learning rate * decay * weight off the weight instead, as adamw does. It applies to kernels only, unless `decayAll`.';

interface CommonFields {
  readonly weightDecay: z.ZodType<number>;
  readonly decayAll: z.ZodType<boolean>;
  readonly clipNorm: z.ZodType<number>;
  readonly clipValue: z.ZodType<number>;
}

/** What every optimizer has. */
export const commonFields: CommonFields = {
  weightDecay: notNegative().default(0).describe(decays),
  decayAll: z.boolean().default(false).describe('Biases and the scale and shift of normalisations decay, too.'),
  clipNorm: notNegative()
    .default(0)
    .describe(
      'Gradients, with penalties and weight decay in them, are scaled down so that the norm of all of them together is at most this (`global_clipnorm` of Keras, `clip_grad_norm_` of PyTorch, which both clip before they add weight decay); 0 leaves them.',
    ),
  clipValue: notNegative()
    .default(0)
    .describe('Each number of a gradient is cut to [-clipValue, clipValue], before `clipNorm`; 0 leaves them.'),
};

/** The decay of adamw, which does not pass through its moments. */
export const decoupledDecayField: z.ZodType<number> = notNegative()
  .default(0.01)
  .describe(
    'Takes learning rate * decay * weight off each weight of a kernel (of all, with `decayAll`), with the default of PyTorch. Keras subtracts the same from all variables, and its default is 0.004.',
  );

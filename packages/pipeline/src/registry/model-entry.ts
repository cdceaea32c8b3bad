import type { SharedFit } from '@selvedge/component/types';
import type { z } from '@selvedge/component/zod';
import type { Classifier, FittedClassifier, SavedState } from '@selvedge/data';
import type { BatchAugmenter, Json } from '@selvedge/data/types';

/** What a model learns about the data beside its rows. */
export interface ModelContext {
  /** Of one prepared row. */
  readonly shape: readonly number[];
  readonly classes: number;
  /** Folder for checkpoints that survive a killed process. */
  readonly checkpointDir?: string;
  /** A fitted model of the same kind whose weights are where this one begins. Only to show what that does. */
  readonly initial?: FittedClassifier;
  /** Changes training images at random, batch by batch. */
  readonly augmenter?: BatchAugmenter;
}

/** A model that pipeline files can name. */
export interface ModelEntry<Spec extends { readonly kind: string } = { readonly kind: string }> {
  readonly kind: Spec['kind'];
  readonly schema: z.ZodType<Spec>;
  /** The package whose code is part of a result's identity. */
  readonly family: 'classical' | 'neural';
  /** Validation rows are given to `fit` for early stopping and curves, and so are part of the result's identity. */
  readonly usesValidation?: boolean;
  /** Default true. False: fits do not depend on the seed, which then is not part of the result's identity. */
  readonly usesSeed?: boolean;
  /** Whether a model of this specification computes with ONNX Runtime; for others its build is not part of the identity. */
  usesRuntime?(spec: { readonly engine?: unknown }): boolean;
  /** `create` takes the pipeline's `train`; for others `train` is not part of the result's identity. */
  readonly usesTrain?: boolean;
  /** `create` takes an augmenter; for others `augment` is not part of the result's identity. */
  readonly usesAugment?: boolean;
  /** `create` takes `initial`. */
  readonly usesInitial?: boolean;
  /** `fit` writes checkpoints. */
  readonly usesCheckpoints?: boolean;
  /**
   * The identity of a training apart from its length, where a longer one goes on from the end of a shorter one to the same
   * bits; they then share a checkpoint folder. Undefined: every training begins at its beginning.
   */
  continues?(train: unknown): Json | undefined;
  /**
   * What the spec's names stand for, where another plugin could mean something else by them: part of the result's identity.
   *
   * @param classes - that the rows have; default: some, to see whether there is such a thing
   */
  declaration?(spec: Spec, classes?: number): Json | undefined;
  create(spec: Spec, train: unknown, context: ModelContext): Classifier | Promise<Classifier>;
  load(saved: SavedState): FittedClassifier | Promise<FittedClassifier>;
  /** Parameters that one fit can answer for: a sweep over them fits once. */
  readonly sharedFit?: SharedFit<Spec>;
}

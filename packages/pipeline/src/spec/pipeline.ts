import type { MetricName } from '@selvedge/evaluate';
import type { AugmentSpec, SplitSpec } from '@selvedge/preprocess';
import type { Values } from '@selvedge/resample/types';
import type { TransformSpec } from '../registry/built-in-transforms.js';
import type { ModelSpec, TrainSpec } from '../registry/models.js';
import type { Registry } from '../registry/registry.js';
import type { LocatedData } from './data-paths.js';
import type { EvaluateSpec, ReportedSpec } from './evaluate-schema.js';
import type { Override } from './read-document.js';
import type { ReportSpec } from './report-schema.js';
import type { PipelineInput } from './schema.js';
import type { SweepSpec } from './sweep-schema.js';
import type { TrackSpec } from './track-schema.js';

/** One model with everything that decides its result: checked, defaults filled in. */
export interface ModelConfig {
  readonly seed: number | string;
  readonly data: LocatedData;
  readonly split?: SplitSpec;
  readonly preprocess: readonly TransformSpec[];
  readonly augment?: readonly AugmentSpec[];
  readonly model: ModelSpec;
  readonly train?: TrainSpec;
}

/** One config that a sweep tries. */
export interface Trial {
  /** `k=5, alpha=0` */
  readonly label: string;
  readonly values: Values;
  readonly config: ModelConfig;
}

/** A sweep with the trials that it begins with. */
export interface ExpandedSweep {
  readonly by: MetricName;
  /** Of draws that go by scores. */
  readonly seed: number | string;
  readonly trials: readonly Trial[];
  /** What `trialAt` has made so far, by its values. */
  readonly followed: ReadonlyMap<string, Trial>;
  /** A trial that follows from scores. @throws InvalidSpecError when its values do not fit */
  readonly trialAt: (values: Values) => Trial;
}

/** One row of the results table. */
export interface PipelineEntry {
  readonly name: string;
  readonly note?: string;
  readonly config: ModelConfig;
  readonly sweep?: SweepSpec & ExpandedSweep;
  readonly evaluate: EvaluateSpec & { readonly metrics: readonly MetricName[] };
  readonly reported?: ReportedSpec;
  /** As it would be written alone, in a file beside that of the pipeline. Plain JSON. */
  readonly written: Readonly<Record<string, unknown>>;
}

/** A pipeline that has passed all checks. */
export interface Pipeline {
  readonly name: string;
  readonly description?: string;
  readonly seed: number | string;
  readonly models: readonly PipelineEntry[];
  readonly report: ReportSpec;
  readonly track: TrackSpec;
  /**
   * The specification after `extends`, `compare`, `--set` and variables: what the run keeps, and all that it takes to run it
   * again. Plain JSON.
   */
  readonly resolved: Readonly<Record<string, unknown>>;
  /** The files that it was read from. */
  readonly files: readonly string[];
  readonly projectDirectory: string;
  /** What it was checked against. */
  readonly registry: Registry;
  /** What it was parsed from, so that another process can parse it again. */
  readonly origin: {
    readonly source: string | PipelineInput;
    readonly set: readonly Override[];
    readonly folder?: string;
    readonly allowOutside: boolean;
  };
}

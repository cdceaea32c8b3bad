import { SelvedgeError } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';

/** A layer as Keras and tf.layers write it. */
export interface KerasLayer {
  readonly class_name: string;
  readonly config: { readonly [name: string]: Json };
  readonly name?: string;
  readonly inbound_nodes?: Json;
}

/** A model's topology as `model.toJSON()` of tf.layers or `model.to_json()` of Keras gives it. */
export interface KerasTopology {
  readonly module?: string;
  readonly class_name: string;
  readonly registered_name?: string | null;
  readonly config: { readonly [name: string]: Json };
  readonly keras_version?: string;
  readonly backend?: string;
}

/** What a layer of Keras is made with. */
export type Config = Readonly<Record<string, Json | undefined>>;

/** What cannot be read of a model of Keras. */
export const unsupported = (label: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('unsupported', `importKeras: ${label}: ${why}.`, { cause });

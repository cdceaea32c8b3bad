import type { OnProgress } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { sha256 } from '@selvedge/files';
import type { Files } from '../cache/cache.js';
import { canonicalJson } from '../cache/canonical-json.js';
import type { CodeVersions } from './code-version.js';

/** What a step may use while it runs. */
export interface StepContext {
  /** The result of another step: from memory, from the cache, or computed now. */
  get<T>(node: Node<T>): Promise<T>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
  /** A folder that survives a killed process and is removed once the step has ended: for checkpoints. */
  checkpointDir(): Promise<string>;
}

/** How a result becomes files of the cache and is read back. */
export interface Codec<T> {
  encode(output: T): Files | Promise<Files>;
  decode(files: Files, context: StepContext): T | Promise<T>;
}

/** Everything that a result depends on, in plain JSON. Equal identities have equal keys and equal results. */
export interface Identity {
  /** What the step does, in the caller's words: `fit`, `predict`. */
  readonly kind: string;
  readonly params: Json;
  /** Role of each input, and its key or the digest of what is read of it. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Digests of the code of the packages that compute it. */
  readonly code: CodeVersions;
  /** Runtime, threads and whatever else of the machine decides the bits. */
  readonly environment: Json;
}

/** One step of a plan. */
export interface Node<T = unknown> {
  /** For people and for `selvedge why`: `fit/knn`. Unique in a plan. */
  readonly id: string;
  readonly label: string;
  readonly identity: Identity;
  /** The hash of the identity: the address of the result. */
  readonly key: string;
  readonly inputs: Readonly<Record<string, Node>>;
  run(context: StepContext): Promise<T>;
  /** Absent: the result is cheap and is computed again in each process. */
  readonly codec?: Codec<T>;
  /**
   * Names the checkpoint folder where it is shared with steps that go on from each other's checkpoints. It stays until the
   * run has finished.
   */
  readonly checkpointKey?: string;
  /** Gives back what a result holds outside the heap, once nobody needs it any more. */
  release?(output: T): Promise<void> | undefined;
  /** Steps of one group are computed together when several are wanted: the planner knows that their parameters nest. */
  readonly batch?: Batch<T>;
}

export interface Batch<T> {
  readonly group: string;
  /** What this step contributes, handed to `run` of the group. */
  readonly member: unknown;
  /** @param members - of all steps of the group that are wanted; the results come in the same order */
  run(members: readonly unknown[], context: StepContext): Promise<readonly T[]>;
}

/** A step before its key is known. */
export interface NodeParts<T> extends Omit<Node<T>, 'key' | 'identity'> {
  readonly kind: string;
  readonly params: Json;
  /**
   * Digest of what it reads of an input, by role, where that is less than all of it: whatever else changes in that input
   * leaves the key as it is.
   */
  readonly reads?: Readonly<Record<string, string>>;
  readonly code: CodeVersions;
  readonly environment?: Json;
}

/** Completes a step with its key. */
export function node<T>({ kind, params, code, environment = null, reads = {}, ...parts }: NodeParts<T>): Node<T> {
  const inputs = Object.fromEntries(
    Object.entries(parts.inputs).map(([role, input]) => [role, reads[role] ?? input.key]),
  );
  const identity: Identity = { kind, params, inputs, code, environment };
  return { ...parts, identity, key: sha256('selvedge step 1\n', canonicalJson(identity)) };
}

/** The steps that the given ones need, themselves included, each after its inputs. */
export function withInputs(nodes: readonly Node[]): readonly Node[] {
  const found = new Map<string, Node>();
  const visit = (at: Node): void => {
    if (found.has(at.key)) return;
    for (const input of Object.values(at.inputs)) visit(input);
    found.set(at.key, at);
  };
  for (const each of nodes) visit(each);
  return [...found.values()];
}

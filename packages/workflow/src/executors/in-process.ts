import { throwIfAborted } from '@selvedge/data/checks';
import { sha256 } from '@selvedge/files';
import type { Cache, CheckedFile, Lookup } from '../cache/cache.js';
import { claimCheckpointDir, removeCheckpointDir } from '../cache/checkpoint-directory.js';
import { type Node, type StepContext, withInputs } from '../plan/node.js';
import type { OnStepEvent } from '../progress/events.js';
import type { SharedCheckpoints } from '../store/shared-checkpoints.js';
import type { Executor, StepRecord } from './executor.js';

export interface InProcessOptions {
  readonly cache: Cache;
  /** `off`: nothing is read; results are written all the same. */
  readonly reading?: 'on' | 'off';
  readonly signal?: AbortSignal;
  readonly onEvent?: OnStepEvent;
  /** Checkpoints that other machines share. */
  readonly checkpoints?: SharedCheckpoints;
  /** Steps that other processes of this run have computed: found in the cache, they are recorded as run. */
  readonly precomputed?: ReadonlyMap<string, StepRecord>;
}

/** Runs steps here, one after the other: the numeric packages use the machine's cores themselves. */
export class InProcessExecutor implements Executor {
  readonly records: StepRecord[] = [];
  readonly #options: InProcessOptions;
  readonly #results = new Map<string, { readonly node: Node; readonly output: Promise<unknown> }>();
  readonly #groups = new Map<string, Map<string, Node>>();

  constructor(options: InProcessOptions) {
    this.#options = options;
  }

  get<T>(node: Node<T>): Promise<T> {
    const before = this.#results.get(node.key);
    if (before) return before.output as Promise<T>;
    const result = this.#obtain(node);
    this.#results.set(node.key, { node, output: result });
    result.catch(() => this.#results.delete(node.key));
    return result;
  }

  async files(node: Node): Promise<Readonly<Record<string, CheckedFile>>> {
    if (!node.codec) throw new Error(`internal: the result of ${node.id} has no files`);
    const found = await this.#lookUp(node);
    if (found.outcome === 'hit') {
      const { files, entry } = found;
      return Object.fromEntries(entry.files.map(({ name, digest }) => [name, { content: files[name], digest }]));
    }
    if (found.outcome === 'damaged') this.#sayDamaged(node, found.reason);
    const before = this.records.length;
    const output = await this.get(node);
    // It was in memory: the cache has lost it since.
    if (this.records.length === before) await this.#keep(node, output, this.#secondsOf(node));
    const files = await node.codec.encode(output);
    return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, withDigest(content)]));
  }

  expect(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (!node.batch) continue;
      const group = this.#groups.get(node.batch.group) ?? new Map<string, Node>();
      this.#groups.set(node.batch.group, group.set(node.key, node));
    }
  }

  keepOnly(nodes: readonly Node[]): void {
    const wanted = new Set(withInputs(nodes).map(({ key }) => key));
    for (const [key, { node, output }] of this.#results) {
      if (wanted.has(key)) continue;
      this.#results.delete(key);
      if (node.release) output.then((value) => node.release?.(value)).catch(() => undefined); // nobody waits for it
    }
  }

  async #obtain<T>(node: Node<T>): Promise<T> {
    throwIfAborted(this.#options.signal, node.label);
    const started = performance.now();
    const found = await this.#lookUp(node);
    if (found.outcome === 'hit' && node.codec) {
      const output = await node.codec.decode(found.files, this.#context(node, new OwnTime()));
      const seconds = (performance.now() - started) / 1000;
      await this.#removeCheckpointDir(node); // of a process that was killed between the two
      const ran = this.#options.precomputed?.get(node.key);
      if (ran) {
        this.records.push({ ...ran, id: node.id, label: node.label });
        return output; // its end was reported when it ended
      }
      this.#record(node, 'cached', seconds, {});
      this.#emitEnd(node.id, node.label, 'cached', seconds);
      return output;
    }
    const reason =
      found.outcome === 'damaged'
        ? ({ reason: 'damaged', detail: found.reason } as const)
        : this.#options.reading === 'off'
          ? ({ reason: 'cache off' } as const)
          : {};
    if (found.outcome === 'damaged') this.#sayDamaged(node, found.reason);
    const batch = await this.#batchOf(node);
    if (batch.length > 1) return (await this.#runBatch(node, batch, reason)) as T;
    this.#options.onEvent?.({ event: 'step-start', id: node.id, label: node.label });
    const clock = new OwnTime();
    const output = await node.run(this.#context(node, clock));
    await this.#keep(node, output, clock.seconds());
    this.#record(node, 'ran', clock.seconds(), reason);
    this.#emitEnd(node.id, node.label, 'ran', clock.seconds());
    await this.#removeCheckpointDir(node);
    return output;
  }

  async #runBatch(asked: Node, batch: readonly Node[], reason: object): Promise<unknown> {
    const label = `${asked.label} and ${batch.length - 1} more at once`;
    this.#options.onEvent?.({ event: 'step-start', id: asked.id, label });
    const clock = new OwnTime();
    const members = batch.map((node) => node.batch?.member);
    const outputs = (await asked.batch?.run(members, this.#context(asked, clock))) ?? [];
    const seconds = clock.seconds();
    for (const [at, node] of batch.entries()) {
      this.#results.set(node.key, { node, output: Promise.resolve(outputs[at]) });
      await this.#keep(node, outputs[at], seconds / batch.length);
      this.#record(node, 'ran', seconds / batch.length, node === asked ? reason : {});
    }
    this.#emitEnd(asked.id, label, 'ran', seconds);
    return outputs[batch.indexOf(asked)];
  }

  /** The steps of the same group that are still to be computed, the asked one included. */
  async #batchOf(node: Node): Promise<readonly Node[]> {
    const group = node.batch && this.#groups.get(node.batch.group);
    if (!group) return [node];
    const open: Node[] = [];
    for (const other of group.values()) {
      const known = other !== node && (this.#results.has(other.key) || (await this.#isCached(other)));
      if (!known || other.key === node.key) open.push(other);
    }
    return open.some(({ key }) => key === node.key)
      ? open.map((each) => (each.key === node.key ? node : each))
      : [node];
  }

  async #isCached(node: Node): Promise<boolean> {
    return this.#options.reading !== 'off' && (await this.#options.cache.peek(node.key)) !== undefined;
  }

  async #lookUp(node: Node): Promise<Lookup> {
    if (!node.codec || this.#options.reading === 'off') return { outcome: 'miss' };
    this.#options.cache.hold(node.key);
    return this.#options.cache.get(node.key);
  }

  #sayDamaged({ label }: Node, reason: string): void {
    const text = `the cached result of '${label}' was damaged (${reason}); it is computed again`;
    this.#options.onEvent?.({ event: 'note', level: 'warning', text });
  }

  #secondsOf({ key }: Node): number {
    return this.records.find((record) => record.key === key)?.seconds ?? 0;
  }

  async #keep<T>(node: Node<T>, output: T, seconds: number): Promise<void> {
    if (!node.codec) return;
    const files = await node.codec.encode(output);
    this.#options.cache.hold(node.key);
    if (this.#options.reading === 'off') await this.#options.cache.remove(node.key);
    const { kind, code, environment } = node.identity;
    await this.#options.cache.put(node.key, kind, files, { label: node.label, seconds, code, environment });
  }

  #record({ id, label, key }: Node, outcome: StepRecord['outcome'], seconds: number, more: object): void {
    this.records.push({ id, label, key, outcome, seconds, ...more });
  }

  #emitEnd(id: string, label: string, outcome: StepRecord['outcome'], seconds: number): void {
    this.#options.onEvent?.({ event: 'step-end', id, label, outcome, seconds });
  }

  #context(node: Node, clock: OwnTime): StepContext {
    const { signal, onEvent } = this.#options;
    return {
      get: (other) => clock.without(() => this.get(other)),
      signal,
      onProgress: (progress) => onEvent?.({ event: 'step-progress', id: node.id, label: node.label, progress }),
      checkpointDir: async () => {
        const key = node.checkpointKey ?? node.key;
        const folder = await claimCheckpointDir(this.#options.cache, key);
        await this.#options.checkpoints?.begin(key, folder);
        return folder;
      },
    };
  }

  async #removeCheckpointDir(node: Node): Promise<void> {
    if (node.checkpointKey === undefined) await removeCheckpointDir(this.#options.cache, node.key);
  }
}

const withDigest = (content: Uint8Array): CheckedFile => ({ content, digest: sha256(content) });

/** A step's own time: that of the steps that it waits for is theirs. */
class OwnTime {
  readonly #begun = performance.now();
  #waited = 0;

  async without<T>(work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    try {
      return await work();
    } finally {
      this.#waited += performance.now() - from;
    }
  }

  seconds(): number {
    return (performance.now() - this.#begun - this.#waited) / 1000;
  }
}

import { SelvedgeError } from '@selvedge/data';
import type { Lease } from '@selvedge/workflow';
import { maskSecrets, withoutSecrets } from '@selvedge/workflow';
import { liveLog } from '../track/live-log.js';
import { openTrackers, type Trackers } from '../track/open-trackers.js';
import type { OnEvent } from '../track/run-event.js';
import type { Point } from '../track/tracker.js';
import { environment } from './environment.js';
import { writeManifest } from './manifest.js';
import type { RunPlan } from './plan-run.js';
import { RUN_FILE, type RunFolder, type RunRecord } from './run-folder.js';
import { NETWORKS_FILE, networksOfRun } from './run-names.js';
import { type SettledFolder, settleFolder } from './settle-folder.js';

/** What is recorded of a run while it works: its events, its figures and, in `run.json`, how far it came. */
export class RunJournal {
  readonly folder: RunFolder;
  readonly emit: OnEvent;
  readonly #begun: number;
  readonly #lock: Lease;
  readonly #logged = new Set<string>();
  /** Epochs end while others are being written: one after the other. */
  #lastLog: Promise<void> = Promise.resolve();
  #record: RunRecord;
  #trackers: Trackers | undefined;

  /** Makes the folder of a run, or goes on in that of an interrupted one, and says that it works. */
  static async open(plan: RunPlan): Promise<RunJournal> {
    const journal = new RunJournal(plan, await settleFolder(plan));
    await journal.during(() => journal.#begin(plan));
    return journal;
  }

  private constructor({ begun, options }: RunPlan, { folder, lock, record }: SettledFolder) {
    const live = liveLog({
      moment: (point) => void folder.append('metrics.jsonl', point).catch(() => undefined),
      epoch: (points) => void this.log(points).catch(() => undefined),
    });
    this.folder = folder;
    this.#lock = lock;
    this.emit = (event) => {
      options.onEvent?.(event.event === 'note' ? withoutSecrets(event) : event);
      live(event);
    };
    this.#begun = begun;
    this.#record = record;
  }

  get record(): RunRecord {
    return this.#record;
  }

  /** Figures that were logged already, as those of an epoch when it ended, are not logged again. */
  log(points: readonly Point[]): Promise<void> {
    const logged = this.#lastLog.then(async () => {
      const fresh = points.filter((point) => !this.#logged.has(keyOf(point)));
      for (const point of fresh) {
        await this.folder.append('metrics.jsonl', point);
        this.#logged.add(keyOf(point));
      }
      for (const { step, ...point } of fresh) if (step === 0) this.emit({ event: 'metric', ...point });
      await this.#trackers?.log(fresh);
    });
    this.#lastLog = logged.catch(() => undefined);
    return logged;
  }

  /** Does the work of the run. When that fails, the record says how it ended. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const aborted = error instanceof SelvedgeError && error.code === 'aborted';
      // The failure itself is what the caller must hear of, even when the folder cannot be written any more.
      await this.end(aborted ? 'interrupted' : 'failed', { error: maskSecrets((error as Error).message) }).catch(
        () => undefined,
      );
      this.#lock.release();
      throw error;
    }
  }

  async end(
    status: 'finished' | 'failed' | 'interrupted',
    changes: Pick<RunRecord, 'digest' | 'audit'> | Pick<RunRecord, 'error'>,
  ): Promise<void> {
    const seconds = (performance.now() - this.#begun) / 1000;
    await this.#save({ status, ended: new Date().toISOString(), seconds, ...changes });
    await this.#lastLog;
    await this.#trackers?.close(status);
    const failures = this.#trackers?.failures ?? [];
    if (failures.length > 0) {
      const { trackingFailures = [] } = this.#record; // of before an interruption
      await this.#save({ trackingFailures: [...new Set([...trackingFailures, ...failures])] });
    }
    if (status === 'finished') await writeManifest(this.folder.path, this.folder.written);
    this.#lock.release();
    this.emit({ event: 'run-end', run: this.#record.id, status, seconds });
  }

  async #begin(plan: RunPlan): Promise<void> {
    const { pipeline, threads } = plan;
    await this.#save({ status: 'running' });
    await this.folder.writeJson('spec.resolved.json', withoutSecrets(pipeline.resolved));
    const networks = networksOfRun(plan);
    if (networks.length > 0) await this.folder.writeJson(NETWORKS_FILE, networks);
    await this.folder.writeJson('environment.json', environment(threads));
    const { id } = this.#record;
    this.emit({ event: 'run-start', run: id, name: pipeline.name, steps: pipeline.models.length });
    this.#trackers = await openTrackers(pipeline, id, this.folder.path, this.emit);
  }

  async #save(changes: Partial<RunRecord>): Promise<void> {
    this.#record = { ...this.#record, ...changes };
    await this.folder.writeJson(RUN_FILE, this.#record);
  }
}

const keyOf = ({ model, part, name, step }: Point): string => JSON.stringify([model, part, name, step]);

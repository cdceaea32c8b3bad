import { join } from 'node:path';
import { messageOf } from '@selvedge/data/checks';
import { maskSecrets } from '@selvedge/workflow';
import type { Pipeline } from '../spec/pipeline.js';
import { mlflowTracker } from './mlflow.js';
import type { OnEvent } from './run-event.js';
import { tensorboardTracker } from './tensorboard.js';
import type { Point, Tracker } from './tracker.js';

/** All trackers of a run. */
export interface Trackers extends Tracker {
  /** Why trackers stopped, one text for each that did; without secrets. */
  readonly failures: readonly string[];
}

/**
 * The trackers that a pipeline asks for, as one. A tracker that fails is reported once and left out from then on: a
 * server that is down must not cost a night of training.
 */
export async function openTrackers(
  pipeline: Pipeline,
  runId: string,
  folder: string,
  emit: OnEvent,
): Promise<Trackers> {
  const { tensorboard, mlflow } = pipeline.track;
  const open: Tracker[] = [];
  const failures: string[] = [];
  const warn = (error: unknown): void => {
    const text = maskSecrets(messageOf(error));
    failures.push(text);
    emit({ event: 'note', level: 'warning', text: `tracking stopped: ${text}` });
  };
  if (tensorboard) open.push(tensorboardTracker(join(folder, 'tensorboard')));
  if (mlflow) {
    const { url, experiment = pipeline.name } = mlflow;
    await mlflowTracker({ url, experiment, name: runId, params: paramsOf(pipeline) }).then(
      (tracker) => open.push(tracker),
      warn,
    );
  }
  const each = async (work: (tracker: Tracker) => Promise<void>): Promise<void> => {
    for (const tracker of [...open]) {
      await work(tracker).catch((error: unknown) => {
        open.splice(open.indexOf(tracker), 1);
        warn(error);
      });
    }
  };
  return {
    failures,
    log: (points: readonly Point[]) => each((tracker) => tracker.log(points)),
    close: (status) => each((tracker) => tracker.close(status)),
  };
}

function paramsOf({ models, seed }: Pipeline): Readonly<Record<string, string>> {
  const entries = models.flatMap(({ name, config }) => [
    [`${name}/model`, JSON.stringify(config.model)],
    [`${name}/preprocess`, JSON.stringify(config.preprocess)],
    ...(config.train ? [[`${name}/train`, JSON.stringify(config.train)]] : []),
  ]);
  return Object.fromEntries([['seed', String(seed)], ...entries]) as Record<string, string>;
}

import { SelvedgeError } from '@selvedge/data';
import { maskSecrets } from '@selvedge/workflow';
import { readAnswer } from './read-answer.js';
import type { Point, Tracker } from './tracker.js';

/** Name and contents of a run at an MLflow server. */
export interface MlflowRun {
  readonly url: string;
  readonly experiment: string;
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Of one `log-batch` request, by the server's own limits. */
const LIMITS = { metrics: 1000, params: 100, value: 500 } as const;
const TIMEOUT_MS = 10_000;

/**
 * Sends figures to an MLflow tracking server by its REST interface.
 *
 * @throws SelvedgeError `io` when the server cannot be reached or refuses
 * @see https://mlflow.org/docs/latest/rest-api.html
 */
export async function mlflowTracker(
  { url, experiment, name, params }: MlflowRun,
  now: () => number = Date.now,
): Promise<Tracker> {
  const server = new URL(url);
  const authorization = authorizationOf(server);
  // `fetch` refuses an address with a name and a password; the server gets them in the header.
  Object.assign(server, { username: '', password: '' });
  const root = server.href.replace(/\/+$/, '');
  const api = async (method: 'GET' | 'POST', path: string, body?: object): Promise<Record<string, unknown>> => {
    const address = `${root}/api/2.0/mlflow/${path}`;
    try {
      const response = await fetch(address, {
        method,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { ...authorization, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      // The one answer of its kind that is none of a failure: there is no such experiment yet.
      if (response.status === 404 && path.startsWith('experiments/get-by-name')) return {};
      const text = await readAnswer(response);
      if (!response.ok) throw new Error(`it answered ${response.status}: ${text.slice(0, 200)}`);
      const answer: unknown = JSON.parse(text);
      if (typeof answer !== 'object' || answer === null) throw new Error('its answer is not a JSON object');
      return answer as Record<string, unknown>;
    } catch (cause) {
      const why = (cause as Error).cause ?? cause;
      throw new SelvedgeError(
        'io',
        `MLflow server ${root}: ${maskSecrets((why as Error).message)}. Check track.mlflow.url, or leave it out.`,
        { cause },
      );
    }
  };

  const found = (await api('GET', `experiments/get-by-name?experiment_name=${encodeURIComponent(experiment)}`)) as {
    experiment?: { experiment_id?: string };
  };
  const experimentId =
    found.experiment?.experiment_id ??
    ((await api('POST', 'experiments/create', { name: experiment })) as { experiment_id: string }).experiment_id;
  const created = (await api('POST', 'runs/create', {
    experiment_id: experimentId,
    run_name: name,
    start_time: now(),
  })) as { run?: { info?: { run_id?: string } } };
  const runId = created.run?.info?.run_id;
  if (!runId)
    throw new SelvedgeError(
      'io',
      `MLflow server ${root}: runs/create gave no run_id; is it an MLflow tracking server?`,
    );

  const entries = Object.entries(params).map(([key, value]) => ({
    key: keyOf(key),
    value: value.slice(0, LIMITS.value),
  }));
  for (let at = 0; at < entries.length; at += LIMITS.params) {
    await api('POST', 'runs/log-batch', { run_id: runId, params: entries.slice(at, at + LIMITS.params) });
  }
  return {
    async log(points: readonly Point[]) {
      const metrics = points
        .filter(({ value }) => Number.isFinite(value))
        .map(({ model, part, name: metric, value, step }) => ({
          key: keyOf(`${model}/${part}/${metric}`),
          value,
          step,
          timestamp: now(),
        }));
      for (let at = 0; at < metrics.length; at += LIMITS.metrics) {
        await api('POST', 'runs/log-batch', { run_id: runId, metrics: metrics.slice(at, at + LIMITS.metrics) });
      }
    },
    async close(status) {
      const state = { finished: 'FINISHED', failed: 'FAILED', interrupted: 'KILLED' }[status];
      await api('POST', 'runs/update', { run_id: runId, status: state, end_time: now() });
    },
  };
}

/** Of the address, else of the variables that MLflow's own clients read. */
function authorizationOf({ username, password }: URL): Readonly<Record<string, string>> {
  const { MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD, MLFLOW_TRACKING_TOKEN } = process.env;
  const user = username === '' ? MLFLOW_TRACKING_USERNAME : decodeURIComponent(username);
  const secret = username === '' ? MLFLOW_TRACKING_PASSWORD : decodeURIComponent(password);
  if (user) return { authorization: `Basic ${Buffer.from(`${user}:${secret ?? ''}`).toString('base64')}` };
  return MLFLOW_TRACKING_TOKEN ? { authorization: `Bearer ${MLFLOW_TRACKING_TOKEN}` } : {};
}

/** Letters, digits and `_ - . space /`: what MLflow accepts in a key, at most 250 of them. */
const keyOf = (text: string): string => text.replace(/[^\w\-. /]/g, '_').slice(0, 250);

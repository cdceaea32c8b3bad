import { decodeSafetensors, encodeSafetensors, type SavedState, SelvedgeError, type Tensor } from '@selvedge/data';
import type { Weights } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import { type FileIdentity, identityOf, readBytes, removeAbandoned, sha256Of, writeWhole } from '#platform';

/** Everything that a run keeps between steps, canonical. */
export interface CheckpointTensors extends Weights {
  readonly moments: readonly Float32Array[];
  readonly average?: Weights;
  readonly best?: Weights;
}

const FORMAT = 'selvedge.neural.checkpoint';
const VERSION = 1;

/**
 * Writes a checkpoint. Whatever happens, a reader finds the old file or the new one.
 *
 * @param known - the file that this run read or wrote there last; absent: none, and whatever is there is replaced
 * @throws SelvedgeError `io` when the system refuses, or a run with another fingerprint has written there since; the old
 * file is intact
 */
export async function writeCheckpoint(
  path: string,
  network: Network,
  { tensors, config }: { readonly tensors: CheckpointTensors; readonly config: SavedState['config'] },
  known?: FileIdentity,
): Promise<FileIdentity> {
  const found = await identityOf(path);
  if (known === undefined) await removeAbandoned(path);
  else if (found !== undefined && found !== known && !(await isOfSameRun(path, config))) {
    throw new SelvedgeError(
      'io',
      `checkpoint ${path}: another run has written there since this one did; need a path for each run. Its file is intact; fit this one again with another checkpoint.path.`,
    );
  }
  const parts = { parameters: tensors.parameters, state: tensors.state, ...momentParts(tensors.moments) };
  const bytes = encodeSafetensors({
    format: FORMAT,
    version: VERSION,
    config: { run: config, slots: slotNames(network), digest: digestOf(tensors, config) },
    tensors: toTensors({
      ...parts,
      ...weightParts('average', tensors.average),
      ...weightParts('best', tensors.best),
    }),
  });
  await writeWhole(path, bytes);
  return (await identityOf(path)) ?? '';
}

/**
 * Reads a checkpoint and checks all of it before anything is used.
 *
 * @throws SelvedgeError `corrupt-file` when the file is damaged, of another network or of another optimiser;
 * `not-found`, `io`
 */
export async function readCheckpoint(
  path: string,
  network: Network,
  expected: { readonly moments: number; readonly average: boolean },
): Promise<{ config: SavedState['config']; tensors: CheckpointTensors; identity: FileIdentity | undefined }> {
  const identity = await identityOf(path);
  const saved = decodeSafetensors(await readBytes(path), `checkpoint ${path}`);
  if (saved.format !== FORMAT || saved.version !== VERSION) {
    throw corrupt(
      path,
      `it holds ${saved.format} version ${saved.version}, where ${FORMAT} version ${VERSION} is needed`,
    );
  }
  if (JSON.stringify(saved.config['slots']) !== JSON.stringify(slotNames(network))) {
    throw corrupt(path, 'it belongs to a network with other layers');
  }
  const values = (name: string, length: number): Float32Array => {
    const found = saved.tensors[name]?.values;
    if (!(found instanceof Float32Array) || found.length !== length) {
      throw corrupt(path, `its tensor '${name}' is missing or not ${length} float32 numbers`);
    }
    return found;
  };
  const weights = (prefix: string): Weights => ({
    parameters: values(`${prefix}parameters`, network.parameterCount),
    state: values(`${prefix}state`, network.stateCount),
  });
  const tensors: CheckpointTensors = {
    ...weights(''),
    moments: Array.from({ length: expected.moments }, (_, at) => values(`moment_${at}`, network.parameterCount)),
    ...(expected.average && { average: weights('average_') }),
    ...(saved.tensors['best_parameters'] && { best: weights('best_') }),
  };
  const config = saved.config['run'] as SavedState['config'] | undefined;
  if (typeof config !== 'object' || config === null) throw corrupt(path, "its config has no 'run'");
  if (saved.config['digest'] !== digestOf(tensors, config))
    throw corrupt(path, 'its content does not match its digest');
  return { config, tensors, identity };
}

function momentParts(moments: readonly Float32Array[]): Record<string, Float32Array> {
  return Object.fromEntries(moments.map((moment, at) => [`moment_${at}`, moment]));
}

const weightParts = (name: string, weights: Weights | undefined): Record<string, Float32Array> =>
  weights ? { [`${name}_parameters`]: weights.parameters, [`${name}_state`]: weights.state } : {};

const toTensors = (parts: Record<string, Float32Array>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(parts).map(([name, values]) => [name, { values, shape: [values.length] }]));

/** Of everything that the file says, so that one flipped bit is seen. */
const digestOf = (
  { parameters, state, moments, average, best }: CheckpointTensors,
  config: SavedState['config'],
): string =>
  sha256Of(
    JSON.stringify(config),
    parameters,
    state,
    ...moments,
    ...(average ? ['average', average.parameters, average.state] : []),
    ...(best ? ['best', best.parameters, best.state] : []),
  );

const slotNames = (network: Network): string[] =>
  [...network.parameters, ...network.state].map(({ name, shape }) => `${name}[${shape.join(',')}]`);

/** Two processes that train the same thing write the same checkpoints, sooner or later. */
async function isOfSameRun(path: string, { fingerprint }: SavedState['config']): Promise<boolean> {
  try {
    const { run } = decodeSafetensors(await readBytes(path), `checkpoint ${path}`).config;
    return (run as SavedState['config'])['fingerprint'] === fingerprint;
  } catch {
    return false;
  }
}

const corrupt = (path: string, why: string): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `checkpoint ${path}: ${why}. Use an undamaged file of this run, or train from scratch with checkpoint.resume false.`,
  );

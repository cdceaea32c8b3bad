import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRng, SelvedgeError } from '@selvedge/data';
import { loadModel, loadRunModel } from '@selvedge/pipeline';
import { findRun, verifyRun } from '@selvedge/pipeline/runs';
import type { Finding, PartResult } from '../finding.js';
import type { Format } from '../mutants/format.js';
import { FORMATS } from '../mutants/formats.js';
import { flipBit } from '../mutants/mutate-bytes.js';
import { isChosen, type Options } from '../options.js';

/**
 * Flips one bit of a saved model, or of a file of a run, and reads it with its digest checked: every flip must be refused
 * by an error that names the file.
 */
export async function runFlips(options: Options): Promise<PartResult> {
  const { seed, count, seconds } = options;
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const findings: Finding[] = [];
  const counts = new Map<string, { tried: number; refused: number }>();
  try {
    const samples = await makeSamples(folder, options);
    for (let at = seed; at < seed + count && performance.now() - started < seconds * 1000; at++) {
      const rng = createRng(`flip ${at}`);
      const sample = samples[rng.int(samples.length)];
      const file = sample.files[rng.int(sample.files.length)];
      const message = await flipAndRead(sample, file, (bytes) => flipBit(bytes, rng));
      const { tried, refused } = counts.get(sample.format) ?? { tried: 0, refused: 0 };
      const isRefused = message?.includes(basename(file)) ?? false;
      counts.set(sample.format, { tried: tried + 1, refused: refused + Number(isRefused) });
      const kind = message === undefined ? 'accepted' : 'file not named';
      if (!isRefused) findings.push({ kind, where: `${sample.format} ${file}`, seed: at, message: message ?? '' });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const rows = [...counts].map(([format, { tried, refused }]) => [format, tried, refused]);
  const trials = [...counts.values()].reduce((sum, { tried }) => sum + tried, 0);
  const head = ['files of', 'flips', 'refused'];
  return { trials, seconds: (performance.now() - started) / 1000, rows, head, findings };
}

interface FlipSample {
  readonly format: string;
  readonly kind: 'model' | 'run';
  readonly place: string;
  readonly files: readonly string[];
}

async function makeSamples(folder: string, options: Options): Promise<readonly FlipSample[]> {
  const samples: FlipSample[] = [];
  const formats = FORMATS.filter(
    ({ name }) => (name.startsWith('model:') || name === 'run') && isChosen(name, options),
  );
  for (const format of formats) samples.push(await sampleOf(format, join(folder, format.name.replace(/\W/g, '-'))));
  return samples;
}

async function sampleOf(format: Format, place: string): Promise<FlipSample> {
  await mkdir(place);
  const files = await format.make(place);
  return { format: format.name, kind: format.name === 'run' ? 'run' : 'model', place, files };
}

/** What the refusal says; undefined where nothing was noticed. */
async function flipAndRead(
  { kind, place }: FlipSample,
  file: string,
  flip: (bytes: Uint8Array) => Uint8Array,
): Promise<string | undefined> {
  const path = join(place, file);
  const whole = await readFile(path);
  await writeFile(path, flip(whole));
  try {
    if (kind === 'run') return await refusalOfRun(place, file);
    await loadModel(path);
    return undefined;
  } catch (error) {
    return error instanceof SelvedgeError ? error.message : undefined;
  } finally {
    await writeFile(path, whole);
  }
}

/** As a person meets it: by reading a model of the run, else by `selvedge runs verify`. */
async function refusalOfRun(place: string, file: string): Promise<string | undefined> {
  const path = join(place, 'runs', 'sample');
  await findRun(path, join(place, 'runs'));
  const [, model] = /models\/([^/]+)\/(?:model|\d+\.transform)\./.exec(file) ?? [];
  if (model !== undefined) await loadRunModel(path, model);
  const { damaged } = await verifyRun(path);
  return damaged.length > 0 ? damaged.map((each) => each.file).join() : undefined;
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type OnProgress, SelvedgeError } from '@selvedge/data';
import { messageOf, throwIfAborted } from '@selvedge/data/checks';
import { WholeFile } from '@selvedge/files';
import type { ManifestFile } from './manifest.js';

export interface DownloadOptions {
  /** Accept a file for which the manifest has no SHA-256; default false. */
  readonly allowUnverified?: boolean;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  /** A connection that stays silent this long is given up; default 30,000. */
  readonly timeoutMs?: number;
}

/**
 * Fetches one file into a folder: from the first address that answers, to a temporary name, and under its own name
 * only once size and SHA-256 are right. Whatever happens, there is no half-written file under that name.
 *
 * @returns the path
 * @throws SelvedgeError `not-found` when there is no address or none answers (offline?), `corrupt-file` when what came
 * is not the file of the manifest, `unsupported` without a SHA-256 unless `allowUnverified`, `io`, `aborted`
 */
export async function download(entry: ManifestFile, folder: string, options: DownloadOptions = {}): Promise<string> {
  const { urls = [], sha256, file } = entry;
  if (urls.length === 0) throw noAddress(file, folder);
  if (sha256 === undefined && options.allowUnverified !== true) throw unverified(file);

  const failures: SelvedgeError[] = [];
  for (const url of urls) {
    try {
      return await downloadFrom(url, entry, folder, options);
    } catch (error) {
      throwIfAborted(options.signal, `download ${file}`);
      if (!(error instanceof SelvedgeError) || error.code === 'io') throw error;
      failures.push(error);
    }
  }
  const code = failures.some((failure) => failure.code === 'corrupt-file') ? 'corrupt-file' : 'not-found';
  throw new SelvedgeError(code, failures.map(({ message }) => message).join(' '), { cause: failures[0] });
}

async function downloadFrom(
  url: string,
  entry: ManifestFile,
  folder: string,
  options: DownloadOptions,
): Promise<string> {
  const path = join(folder, entry.file);
  const whole = await WholeFile.create(path);
  try {
    const sha256 = await fetchInto(whole, url, entry, options);
    if (entry.sha256 !== undefined && sha256 !== entry.sha256) {
      throw badAnswer(url, `SHA-256 ${sha256} where the manifest says ${entry.sha256}`);
    }
  } catch (error) {
    await whole.abort();
    throw error;
  }
  await whole.close();
  return path;
}

async function fetchInto(
  whole: WholeFile,
  url: string,
  entry: ManifestFile,
  options: DownloadOptions,
): Promise<string> {
  const { signal, onProgress, timeoutMs = 30_000 } = options;
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), timeoutMs);
  try {
    const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal });
    if (!response.ok || response.body === null) throw noAnswer(url, `status ${response.status}`);
    const total = entry.bytes ?? Number(response.headers.get('content-length') ?? 0);
    const hash = createHash('sha256');
    let done = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), timeoutMs);
      done += chunk.length;
      if (entry.bytes !== undefined && done > entry.bytes) {
        throw badAnswer(url, `more than the ${entry.bytes} bytes of the manifest`);
      }
      hash.update(chunk);
      await whole.write(chunk);
      onProgress?.({ step: `download ${entry.file}`, done, total: Math.max(total, done) });
    }
    if (entry.bytes !== undefined && done !== entry.bytes) {
      throw badAnswer(url, `${done} bytes where the manifest says ${entry.bytes}`);
    }
    return hash.digest('hex');
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    const why = silence.signal.aborted ? `silent for ${timeoutMs / 1000} s` : ((cause as Error).cause ?? cause);
    throw noAnswer(url, messageOf(why), cause);
  } finally {
    clearTimeout(timer);
  }
}

const noAddress = (file: string, folder: string): SelvedgeError =>
  new SelvedgeError('not-found', `${file}: the manifest has no address for it. Put the file into ${folder}.`);

const unverified = (file: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${file}: the manifest has no SHA-256 for it, so a download could not be checked. ` +
      'Add one, or pass allowUnverified: true to take what comes.',
  );

const noAnswer = (url: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('not-found', `${url}: could not be fetched (${why}).`, { cause });

const badAnswer = (url: string, why: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${url}: sent something else than the file of the manifest: ${why}.`);

import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { SelvedgeError } from '@selvedge/data';
import { readBytes, sha256 } from '@selvedge/files';
import { foldersUp } from '../spec/paths.js';

/** The state of the project that a run belongs to. Plain JSON. */
export interface SourceState {
  /** Absent outside of a repository, and where git is not installed or refuses to look at the folder. */
  readonly git?: { readonly commit: string; readonly clean: boolean };
  /** What its package manager installed; absent where no lock file lies in the project's folder or above it. */
  readonly lockFile?: { readonly name: string; readonly sha256: string };
}

const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];
const GIT_TIMEOUT_MS = 10_000;

/** Looks at the repository and the lock file of a project. Writes nothing and never fails. */
export async function sourceState(projectDirectory: string): Promise<SourceState> {
  const [git, lockFile] = await Promise.all([gitState(projectDirectory), nearestLockFile(projectDirectory)]);
  return { ...(git && { git }), ...(lockFile && { lockFile }) };
}

async function gitState(directory: string): Promise<SourceState['git'] | undefined> {
  // A repository can name programs that git starts by itself; this one only looks.
  const harmless = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks'];
  const options = { cwd: directory, timeout: GIT_TIMEOUT_MS, maxBuffer: 2 ** 26 };
  try {
    const status = [...harmless, 'status', '--porcelain=v2', '--branch'];
    const lines = (await promisify(execFile)('git', status, options)).stdout.trim().split('\n');
    const commit = lines.map((line) => /^# branch\.oid ([0-9a-f]+)$/.exec(line)?.[1]).find((oid) => oid !== undefined);
    return commit === undefined ? undefined : { commit, clean: lines.every((line) => line.startsWith('# ')) };
  } catch {
    return undefined;
  }
}

/** Of the project, or of the workspace around it. */
async function nearestLockFile(directory: string): Promise<SourceState['lockFile'] | undefined> {
  for (const path of foldersUp(directory).flatMap((folder) => LOCK_FILES.map((name) => join(folder, name)))) {
    try {
      return { name: basename(path), sha256: sha256(await readBytes(path)) };
    } catch (error) {
      if (!(error instanceof SelvedgeError)) throw error;
    }
  }
  return undefined;
}

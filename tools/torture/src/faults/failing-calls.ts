import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** What goes wrong, on paths of one folder. */
export interface Fault {
  /** Calls on other paths are not counted. */
  readonly folder: string;
  /** Number of the call that fails, from 1; 0: none. */
  readonly call: number;
  /** `ENOSPC`, `EIO`, `EMFILE`. */
  readonly code: string;
  /** Bytes that may be written; every writing beyond fails with ENOSPC. Default: no limit. */
  readonly disk?: number;
  /** Nothing can be written or made below this folder. */
  readonly readOnly?: string;
}

/** What was called. */
export interface Called {
  readonly calls: number;
  readonly bytes: number;
  /** Of the calls that failed: on a full disk several writes may, one beside another. */
  readonly failed: readonly string[];
}

type Call = (...args: unknown[]) => unknown;

let fault: Fault | undefined;
let calls = 0;
let written = 0;
const failed = new Set<string>();

/** Calls of the file system are counted, and fail, from now on. */
export function failCalls(wanted: Fault): void {
  [fault, calls, written] = [wanted, 0, 0];
  failed.clear();
}

/** Nothing fails any more. */
export function calledSince(): Called {
  fault = undefined;
  return { calls, bytes: written, failed: [...failed] };
}

/** The code with which a call fails; undefined where it does not. */
function failureOf(path: unknown, name: string, args: readonly unknown[]): string | undefined {
  if (fault === undefined || !String(path).startsWith(fault.folder)) return undefined;
  const { call, code, disk = Number.POSITIVE_INFINITY, readOnly } = fault;
  calls++;
  if (WRITING.includes(name))
    written += sizeOf(args.find((each) => typeof each === 'string' || typeof each === 'object'));
  const isChange = MAKING.includes(name) || (name === 'open' && /[wa+]/.test(String(args[0] ?? 'r')));
  if (readOnly !== undefined && isChange && String(path).startsWith(readOnly)) return note(path, 'EROFS');
  return calls === call || (WRITING.includes(name) && written > disk) ? note(path, code) : undefined;
}

function note(path: unknown, code: string): string {
  failed.add(String(path));
  return code;
}

const WRITING = ['write', 'writeFile', 'appendFile', 'writev'];
const MAKING = [
  'appendFile',
  'copyFile',
  'cp',
  'mkdir',
  'mkdtemp',
  'rename',
  'rm',
  'rmdir',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
];

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  if (Array.isArray(data)) return data.reduce((sum: number, each) => sum + sizeOf(each), 0);
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}

const failure = (code: string, syscall: string, path: unknown): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: injected, ${syscall} '${String(path)}'`), {
    code,
    syscall,
    errno: -1,
    path: String(path),
  });

const NAMES = [
  'access',
  'appendFile',
  'copyFile',
  'cp',
  'lstat',
  'mkdir',
  'mkdtemp',
  'open',
  'readdir',
  'readFile',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
] as const;
const HANDLE_NAMES = [
  'read',
  'write',
  'writev',
  'sync',
  'datasync',
  'truncate',
  'stat',
  'appendFile',
  'writeFile',
  'readFile',
] as const;

/** Wraps the file system of this process, once; until `failCalls` nothing is changed. */
export async function wrapFileSystem(): Promise<void> {
  const promises = fs.promises as unknown as Record<string, Call>;
  const sync = fs as unknown as Record<string, Call>;
  const handle = await fs.promises.open(process.execPath);
  wrapHandles(Object.getPrototypeOf(handle) as Record<string, Call>);
  await handle.close();
  for (const name of NAMES) {
    wrap(promises, name, name, async (error) => Promise.reject(error));
    wrap(sync, `${name}Sync`, name, (error) => {
      throw error;
    });
  }
  syncBuiltinESMExports();
}

function wrap(owner: Record<string, Call>, name: string, syscall: string, fail: (error: Error) => unknown): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  owner[name] = (...args) => {
    const code = failureOf(args[0], syscall, args.slice(1));
    return code === undefined ? original.apply(owner, args) : fail(failure(code, syscall, args[0]));
  };
}

/** An open file knows no path: what is opened is noted. */
function wrapHandles(prototype: Record<string, Call>): void {
  const paths = new WeakMap<object, string>();
  const promises = fs.promises as unknown as Record<string, Call>;
  const open = promises['open'] as (...args: unknown[]) => Promise<object>;
  promises['open'] = async (...args) => {
    const opened = await open.apply(promises, args);
    paths.set(opened, String(args[0]));
    return opened;
  };
  for (const name of HANDLE_NAMES) {
    const original = prototype[name];
    if (typeof original !== 'function') continue;
    prototype[name] = async function (this: object, ...args: unknown[]) {
      const path = paths.get(this);
      const code = path === undefined ? undefined : failureOf(path, name, args);
      // As the system has it: no path.
      if (code !== undefined) throw failure(code, name, 'an open file');
      return original.apply(this, args);
    };
  }
}

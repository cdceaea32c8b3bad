// Loaded before the command (node --import): counts calls of the file system on paths of the project, and lets one fail.
//   TORTURE_FAULT   number of the call that fails, from 1; 0: none, and their number is written to TORTURE_COUNT
//   TORTURE_CODE    ENOSPC, EIO, EMFILE
//   TORTURE_FOLDER  calls on other paths are not counted
//   TORTURE_DISK    bytes that may be written in the project; every writing beyond fails with ENOSPC
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

type Call = (...args: unknown[]) => unknown;

const { TORTURE_FAULT = '0', TORTURE_CODE = 'EIO', TORTURE_FOLDER = '', TORTURE_COUNT } = process.env;
const disk = Number(process.env['TORTURE_DISK'] ?? Number.POSITIVE_INFINITY);
const target = Number(TORTURE_FAULT);
let calls = 0;
let written = 0;

/** Whether this is the call that fails, or writes beyond the end of the disk. */
function fails(path: unknown, name: string, data: unknown): boolean {
  if (!String(path).startsWith(TORTURE_FOLDER)) return false;
  calls++;
  if (WRITING.includes(name)) written += sizeOf(data);
  return calls === target || (WRITING.includes(name) && written > disk);
}

const WRITING = ['write', 'writeFile', 'appendFile', 'writev'];

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  if (Array.isArray(data)) return data.reduce((sum: number, each) => sum + sizeOf(each), 0);
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}

const failure = (syscall: string, path: unknown): NodeJS.ErrnoException =>
  Object.assign(new Error(`${TORTURE_CODE}: injected, ${syscall} '${String(path)}'`), {
    code: TORTURE_CODE,
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

if (isMainThread && TORTURE_FOLDER !== '') {
  const promises = fs.promises as unknown as Record<string, Call>;
  const sync = fs as unknown as Record<string, Call>;
  const { open } = fs.promises;
  const handle = await open(process.execPath);
  wrapHandles(Object.getPrototypeOf(handle) as Record<string, Call>);
  await handle.close();
  for (const name of NAMES) {
    wrap(promises, name, name, async (error) => Promise.reject(error));
    wrap(sync, `${name}Sync`, name, (error) => {
      throw error;
    });
  }
  syncBuiltinESMExports();
  if (TORTURE_COUNT !== undefined) process.on('exit', () => writeCount(TORTURE_COUNT));
}

const { writeFileSync } = fs;
function writeCount(path: string): void {
  writeFileSync(path, `${calls} ${written}`);
}

function wrap(owner: Record<string, Call>, name: string, syscall: string, fail: (error: Error) => unknown): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  owner[name] = (...args) =>
    fails(args[0], syscall, args[1]) ? fail(failure(syscall, args[0])) : original.apply(owner, args);
}

/** An open file knows no path: what is opened in the project is noted. */
function wrapHandles(prototype: Record<string, Call>): void {
  const ours = new WeakSet<object>();
  const promises = fs.promises as unknown as Record<string, Call>;
  const open = promises['open'] as (...args: unknown[]) => Promise<object>;
  promises['open'] = async (...args) => {
    const opened = await open.apply(promises, args);
    if (String(args[0]).startsWith(TORTURE_FOLDER)) ours.add(opened);
    return opened;
  };
  for (const name of HANDLE_NAMES) {
    const original = prototype[name];
    if (typeof original !== 'function') continue;
    prototype[name] = async function (this: object, ...args: unknown[]) {
      if (ours.has(this) && fails(TORTURE_FOLDER, name, args[0])) throw failure(name, 'an open file');
      return original.apply(this, args);
    };
  }
}

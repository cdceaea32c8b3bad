import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { sha256 } from '@selvedge/files';
import { isAlive } from '../cache/is-alive.js';

/** A process, so that others can tell whether it still lives. Plain JSON. */
export interface Holder {
  readonly process: number;
  /** The machine, its boot and its process numbers' name space: elsewhere the number means another process. */
  readonly machine: string;
  /** When the process began, in the system's ticks since the boot; absent where the system does not say. */
  readonly began?: string;
}

/** This process. */
export function thisHolder(): Holder {
  const began = beganOf('self');
  return { process: process.pid, machine: machineName(), ...(began !== undefined && { began }) };
}

/**
 * Whether a process lives: undefined for one of another machine, container or boot, where only a sign of life can tell.
 * A number that was given to another process since then does not count as living.
 */
export function holderLives({ process: pid, machine, began }: Holder): boolean | undefined {
  if (machine !== machineName()) return undefined;
  if (!isAlive(pid)) return false;
  const now = beganOf(String(pid));
  return began === undefined || now === undefined || now === began;
}

const TAG_LENGTH = 8;

/** A short name of this machine for names of files: elsewhere a process of the same number is another one. */
export const machineTag = (): string => sha256(machineName()).slice(0, TAG_LENGTH);

/** Host, boot and process name space; a container on this machine has another name space and mostly another host name. */
function machineName(): string {
  const parts = [hostname(), read('/proc/sys/kernel/random/boot_id'), link('/proc/self/ns/pid')];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** Field 22 of `/proc/PID/stat`, counted behind the name, which may hold anything (proc(5)). */
function beganOf(pid: string): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // not Linux
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

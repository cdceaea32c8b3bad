import { SelvedgeError } from '@selvedge/data';
import type { ByteSource, OpenSource } from '../bytes/byte-source.js';
import { checkMember, linkMember, type Member } from './member.js';

const BLOCK = 512;
/** Of a name or of further headers; those of a picture take a few hundred bytes. */
const MAX_HEADER_BYTES = 1024 * 1024;

/**
 * The files of a TAR archive, by its headers: of POSIX (ustar and pax) and of GNU.
 *
 * @throws SelvedgeError `corrupt-file` for damaged headers, and names that lead out of the archive; `unsupported` for links, and
 * for what is packed as a whole
 * @see POSIX.1-2017, pax, "ustar Interchange Format" and "pax Extended Header"
 */
export async function readTar(source: ByteSource): Promise<Member[]> {
  const { path } = source;
  const opened = await source.open();
  try {
    const members: Member[] = [];
    const names = new Set<string>();
    let further: Further = {};
    if (opened.size < BLOCK) refusePacked(path, await bytesAt(path, opened, 0, opened.size));
    for (let at = 0; at + BLOCK <= opened.size; ) {
      const block = await bytesAt(path, opened, at, BLOCK);
      if (block.every((byte) => byte === 0)) return members;
      if (at === 0) refusePacked(path, block);
      const header = parsed(path, block, at);
      const start = at + BLOCK;
      const bytes = further.size ?? header.bytes;
      if (start + bytes > opened.size) throw badTar(path, `it ends inside of '${header.name}' (truncated?)`);
      at = start + Math.ceil(bytes / BLOCK) * BLOCK;
      if (FURTHER.includes(header.type)) {
        if (bytes > MAX_HEADER_BYTES) throw badTar(path, `a header claims ${bytes} bytes`);
        further = { ...further, ...furtherOf(header.type, await bytesAt(path, opened, start, bytes)) };
        continue;
      }
      const name = (further.name ?? header.name).replace(/^(\.\/)+/, '');
      further = {};
      if (header.type === '5' || name === '') continue;
      if (header.type === '1' || header.type === '2') throw linkMember(path, name);
      if (!'07'.includes(header.type)) throw badTar(path, `member '${name}' is neither a file nor a folder`);
      checkMember(path, name, bytes);
      if (names.has(name)) throw badTar(path, `two members are named '${name}'`);
      names.add(name);
      members.push({ name, bytes, read: () => readMember(source, start, bytes) });
    }
    throw badTar(path, 'it has no end (truncated?)');
  } finally {
    await opened.close();
  }
}

interface Header {
  readonly name: string;
  readonly bytes: number;
  readonly type: string;
}

/** Headers that say more about the next one: names of GNU, and of pax for one member or for all. */
const FURTHER = ['L', 'K', 'x', 'g'];

interface Further {
  readonly name?: string;
  readonly size?: number;
}

function parsed(path: string, block: Uint8Array, at: number): Header {
  const stated = octal(block.subarray(148, 156));
  const sum = block.reduce((total, byte, place) => total + (place >= 148 && place < 156 ? 32 : byte), 0);
  if (stated !== sum) throw badTar(path, `the header at byte ${at} is damaged`);
  const isUstar = text(block.subarray(257, 262)) === 'ustar';
  const prefix = isUstar && block[263] === 48 ? text(block.subarray(345, 500)) : ''; // of GNU it holds times
  const bytes = sizeOf(block.subarray(124, 136));
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw badTar(path, `the header at byte ${at} states no size`);
  const name = text(block.subarray(0, 100));
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156]);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    bytes,
    type: name.endsWith('/') && type === '0' ? '5' : type,
  };
}

const decoder = new TextDecoder();
const text = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
};

function octal(bytes: Uint8Array): number {
  const digits = text(bytes).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** Octal, or the number itself behind a set bit, as GNU writes more than 8 GiB. */
function sizeOf(bytes: Uint8Array): number {
  if ((bytes[0] & 0x80) === 0) return octal(bytes);
  return bytes.subarray(1).reduce((size, byte) => size * 256 + byte, 0);
}

function furtherOf(type: string, bytes: Uint8Array): Further {
  if (type === 'L') return { name: text(bytes) };
  if (type !== 'x') return {};
  const records = decoder.decode(bytes);
  const path = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1];
  const size = /(?:^|\n)\d+ size=(\d+)\n/.exec(records)?.[1];
  return { ...(path !== undefined && { name: path }), ...(size !== undefined && { size: Number(size) }) };
}

async function readMember(source: ByteSource, start: number, bytes: number): Promise<Uint8Array> {
  const opened = await source.open();
  try {
    return await bytesAt(source.path, opened, start, bytes);
  } finally {
    await opened.close();
  }
}

async function bytesAt(path: string, opened: OpenSource, start: number, bytes: number): Promise<Uint8Array> {
  const target = new Uint8Array(bytes);
  let done = 0;
  while (done < bytes) {
    const count = await opened.read(target.subarray(done), start + done);
    if (count === 0) throw badTar(path, 'it ends in the middle (truncated?)');
    done += count;
  }
  return target;
}

/** What files of gzip, bzip2, xz and zstd begin with. */
const PACKED = ['\x1f\x8b', 'BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd'];

function refusePacked(path: string, block: Uint8Array): void {
  const start = String.fromCharCode(...block.subarray(0, 6));
  if (!PACKED.some((each) => start.startsWith(each))) return;
  throw new SelvedgeError(
    'unsupported',
    `${path}: the archive is packed as a whole, and pictures are read in any order. Unpack it: gunzip, bunzip2, unxz or unzstd.`,
  );
}

const badTar = (path: string, why: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${path}: not a proper TAR archive: ${why}. Fetch or make the file again.`);

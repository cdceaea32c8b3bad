import { SelvedgeError } from '@selvedge/data';
import { crc32, unpackPieces } from '#zlib';
import type { ByteSource } from '../bytes/byte-source.js';
import { MAX_DEFLATE_RATIO } from '../bytes/gunzip.js';

/** A file in a ZIP archive. */
export interface ZipMember {
  readonly name: string;
  readonly stored: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc: number;
  /** Where its local header is. */
  readonly offset: number;
  /** It stands for another file, by the modes of Unix. */
  readonly isLink: boolean;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;

/**
 * The members of a ZIP archive, from its directory. Stored and deflated ones are read; encryption and several disks
 * are refused. Nothing is ever written, so a member's name is only a name.
 *
 * @throws SelvedgeError `corrupt-file`, `not-found`, `io`
 * @see PKWARE, .ZIP File Format Specification (APPNOTE), sections 4.3.7, 4.3.12, 4.3.16 and 4.5.3
 */
export async function readZip(source: ByteSource): Promise<ZipMember[]> {
  const { path } = source;
  const tail = await bytesOf(source, -66_000, 66_000);
  const endAt = findEnd(tail.bytes);
  if (endAt < 0) throw badZip(path, 'it has no directory (truncated?)');
  const end = new DataView(tail.bytes.buffer, tail.bytes.byteOffset + endAt);
  const { count, size, offset } = await directoryOf(source, end, tail.start + endAt);
  if (size > MAX_DIRECTORY_BYTES || offset + size > tail.start + endAt) {
    throw badZip(path, `its directory claims ${size} bytes at ${offset}`);
  }
  const directory = (await bytesOf(source, offset, size)).bytes;
  const members: ZipMember[] = [];
  const names = new Set<string>();
  let at = 0;
  for (let entry = 0; entry < count; entry++) {
    const { member, bytes } = readEntry(path, directory.subarray(at));
    if (names.has(member.name)) throw badZip(path, `two members are named '${member.name}'`);
    names.add(member.name);
    members.push(member);
    at += bytes;
  }
  return members;
}

interface Directory {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** Where the directory is; beyond 65,535 members and 4 GiB a record of ZIP64 before the end says so. */
async function directoryOf(source: ByteSource, end: DataView, endAt: number): Promise<Directory> {
  const [count, size, offset] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  if (count !== MAX_16 && size !== MAX_32 && offset !== MAX_32) return { count, size, offset };
  const { bytes: locator } = await bytesOf(source, Math.max(0, endAt - 20), 20);
  const place = new DataView(locator.buffer, locator.byteOffset, locator.byteLength);
  if (locator.length < 20 || place.getUint32(0, true) !== LOCATOR_64) return { count, size, offset };
  const { bytes } = await bytesOf(source, Number(place.getBigUint64(8, true)), 56);
  const wide = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 56 || wide.getUint32(0, true) !== END_64) throw badZip(source.path, 'its directory is damaged');
  const [long, larger, farther] = [32, 40, 48].map((at) => Number(wide.getBigUint64(at, true)));
  return { count: long, size: larger, offset: farther };
}

/** What a member holds, unpacked and checked against its size and checksum as it goes. */
export async function* openMember(source: ByteSource, member: ZipMember): AsyncGenerator<Uint8Array, void> {
  const { path } = source;
  const { bytes: header } = await bytesOf(source, member.offset, 30);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < 30 || view.getUint32(0, true) !== LOCAL)
    throw badZip(path, `member '${member.name}' has no header`);
  const start = member.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  let done = 0;
  let crc = 0;
  for await (const piece of unpacked(source, member, start)) {
    done += piece.length;
    if (done > member.bytes)
      throw badZip(path, `member '${member.name}' holds more than the ${member.bytes} bytes stated`);
    crc = crc32(piece, crc);
    yield piece;
  }
  if (done !== member.bytes || crc !== member.crc)
    throw badZip(path, `member '${member.name}' is damaged (size or checksum)`);
}

async function* unpacked(source: ByteSource, member: ZipMember, start: number): AsyncGenerator<Uint8Array, void> {
  const packed = range(source, start, member.packedBytes);
  if (member.stored) {
    yield* packed;
    return;
  }
  try {
    yield* unpackPieces(packed, 'raw', 256 * 1024);
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    throw badZip(source.path, `member '${member.name}' is damaged (${(cause as Error).message})`, cause);
  }
}

async function* range(source: ByteSource, start: number, length: number): AsyncGenerator<Uint8Array, void> {
  const step = 1024 * 1024;
  for (let done = 0; done < length; done += step) {
    const wanted = Math.min(step, length - done);
    const { bytes } = await bytesOf(source, start + done, wanted);
    if (bytes.length < wanted) throw badZip(source.path, 'it ends in the middle (truncated?)');
    yield bytes;
  }
}

/** @param start - negative: so many bytes before the end */
async function bytesOf(
  source: ByteSource,
  start: number,
  length: number,
): Promise<{ bytes: Uint8Array; start: number }> {
  const opened = await source.open();
  try {
    const { size } = opened;
    const from = start < 0 ? Math.max(0, size + start) : start;
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - from)));
    return { bytes: bytes.subarray(0, await opened.read(bytes, from)), start: from };
  } finally {
    await opened.close();
  }
}

function findEnd(tail: Uint8Array): number {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - 22; at >= 0; at--) {
    // The comment must reach exactly to the end, or a signature within a comment would pass for the directory's.
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === tail.length) return at;
  }
  return -1;
}

function readEntry(path: string, bytes: Uint8Array): { member: ZipMember; bytes: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 46 || view.getUint32(0, true) !== CENTRAL) throw badZip(path, 'its directory is damaged');
  const nameBytes = view.getUint16(28, true);
  const extraBytes = view.getUint16(30, true);
  const total = 46 + nameBytes + extraBytes + view.getUint16(32, true);
  if (total > bytes.length) throw badZip(path, 'its directory is damaged');
  const name = new TextDecoder().decode(bytes.subarray(46, 46 + nameBytes));
  const method = view.getUint16(10, true);
  if ((view.getUint16(8, true) & 1) !== 0) throw unreadZip(path, `member '${name}' is encrypted`);
  if (method !== 0 && method !== 8) {
    const by = METHODS[method];
    throw by === undefined
      ? badZip(path, `member '${name}' is packed by method ${method}, which does not exist`)
      : unreadZip(path, `member '${name}' is packed by ${by}`);
  }
  const sizes = [view.getUint32(24, true), view.getUint32(20, true), view.getUint32(42, true)];
  const wide = zip64(bytes.subarray(46 + nameBytes, 46 + nameBytes + extraBytes), sizes);
  const [full, packedBytes, offset] = wide ?? sizes;
  const isUnix = view.getUint8(5) === 3;
  const isLink = isUnix && view.getUint32(38, true) >>> 28 === 0xa;
  const honest = method === 0 ? full === packedBytes : full <= packedBytes * MAX_DEFLATE_RATIO + 64;
  if (!honest) throw badZip(path, `member '${name}' claims ${full} bytes from ${packedBytes}`);
  return {
    member: { name, stored: method === 0, packedBytes, bytes: full, crc: view.getUint32(16, true), offset, isLink },
    bytes: total,
  };
}

/** Sizes of 64 bits, which numpy writes for every array: in the order unpacked, packed, offset, where 32 bits say -1. */
function zip64(extra: Uint8Array, sizes: readonly number[]): number[] | undefined {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return sizes.map((size) => {
      if (size !== MAX_32 || next + 8 > extra.length) return size;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return undefined;
}

/** Ways to pack that are not read, by their number (APPNOTE 4.4.5). */
const METHODS: Readonly<Record<number, string>> = {
  1: 'shrinking',
  6: 'imploding',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};

const unreadZip = (path: string, why: string): SelvedgeError =>
  new SelvedgeError('unsupported', `${path}: ${why}, which is not read. Pack it plainly, as 'zip -r' does.`);

const badZip = (path: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${path}: not a proper ZIP archive: ${why}. Fetch or make the file again.`, {
    cause,
  });

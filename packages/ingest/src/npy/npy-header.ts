import { SelvedgeError } from '@selvedge/data';

/** The beginning of an NPY file, checked. */
export interface NpyHeader {
  /** Byte order, kind and bytes per element: `|u1`, `<f8`. */
  readonly descr: string;
  readonly kind: 'u' | 'i' | 'f' | 'b' | 'U' | 'S';
  /** Bytes per element. */
  readonly width: number;
  readonly bigEndian: boolean;
  /** The first size changes fastest (Fortran's order). */
  readonly columnsFirst: boolean;
  readonly shape: readonly number[];
  readonly valueBytes: number;
}

/** Magic number and version; then comes the header's length. */
export const NPY_PREFIX_BYTES = 12;
const MAX_HEADER_BYTES = 65_536;
const MAX_TEXT_BYTES = 1_000_000;

/** `\x93NUMPY`: by bytes, because decoders of latin1 disagree about the first one (WHATWG's reads windows-1252). */
export const MAGIC: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export const isMagic = (bytes: Uint8Array): boolean => MAGIC.every((byte, at) => bytes[at] === byte);

/**
 * How long the header is, prefix included.
 *
 * @param prefix - the first twelve bytes
 */
export function npyHeaderBytes(prefix: Uint8Array, what: string): number {
  if (prefix.length < NPY_PREFIX_BYTES || !isMagic(prefix)) {
    throw notNpy(what, 'it does not begin with \\x93NUMPY');
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const [version, minor] = prefix.subarray(6, 8);
  if (version > 3 || minor > 0)
    throw unread(what, `version ${version}.${minor} of the format (1.0, 2.0 and 3.0 are read)`);
  if (version < 1) throw notNpy(what, `version ${version}; known are 1, 2 and 3`);
  const length = version === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES || length < NPY_PREFIX_BYTES) throw notNpy(what, `a header of ${length} bytes`);
  return length;
}

/**
 * Reads the header: a Python dictionary with exactly `descr`, `fortran_order` and `shape`, in any order and spacing.
 *
 * @throws SelvedgeError `corrupt-file`; `unsupported` for objects and element types other than numbers
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function parseNpyHeader(header: Uint8Array, what: string): NpyHeader {
  const text = new TextDecoder('latin1').decode(header.subarray(header[6] === 1 ? 10 : 12));
  const { descr, fortran_order: fortran, shape } = npyDictionary(text, what);
  if (descr.startsWith('[')) throw unread(what, 'named fields (a structured array)');
  const match = /^u?(['"])([<>|=]?)([a-zA-Z])(\d{0,10})(?:\[\w*\])?\1$/.exec(spelledOut(descr));
  const sizes = /^\(([\s\dLl,]*)\)$/.exec(shape)?.[1].trim();
  const isShape = sizes !== undefined && SIZES.test(sizes);
  const other = match ? undefined : OTHER_TYPES.exec(descr)?.[1];
  if (other !== undefined) throw unread(what, `elements of type '${other}'`);
  if (!match || !isShape || !/^(?:True|False)$/.test(fortran)) throw badHeader(what, text);
  const [, , order, kind, digits] = match;
  const isText = kind === 'U' || kind === 'S';
  const width = Number(digits) * (kind === 'U' ? 4 : 1);
  const known = { u: [1, 2, 4, 8], i: [1, 2, 4, 8], f: [2, 4, 8], b: [1] }[kind];
  if (isText ? width === 0 || width > MAX_TEXT_BYTES : !known?.includes(width))
    throw unread(what, `elements of type '${order}${kind}${digits}'`);
  const numbers = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number.parseInt(size, 10)]));
  const valueBytes = numbers.reduce((product, size) => product * size, width);
  if (!Number.isSafeInteger(valueBytes)) throw notNpy(what, `its header claims sizes of ${numbers.join(' x ')}`);
  return {
    descr: `${order}${kind}${digits}`,
    kind: kind as NpyHeader['kind'],
    width,
    bigEndian: order === '>',
    columnsFirst: fortran === 'True' && numbers.filter((size) => size > 1).length > 1,
    shape: numbers,
    valueBytes,
  };
}

/** As Python writes numbers: no zeros in front, `L` behind those of Python 2. */
const SIZES = /^(?:(?:0|[1-9]\d{0,15})[Ll]?\s*(?:,\s*(?:0|[1-9]\d{0,15})[Ll]?\s*)*,?)?$/;

/** Names that NumPy has for types beside `f8` and the like; those of C are of a 64-bit system other than Windows. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  ...named('b1', '? bool bool_'),
  ...named('i1', 'b int8 byte'),
  ...named('u1', 'B uint8 ubyte'),
  ...named('i2', 'h int16 short'),
  ...named('u2', 'H uint16 ushort'),
  ...named('i4', 'i int32 intc'),
  ...named('u4', 'I uint32 uintc'),
  ...named('i8', 'l q p int int_ int64 intp long longlong'),
  ...named('u8', 'L Q P uint uint64 uintp ulong ulonglong'),
  ...named('f2', 'e float16 half'),
  ...named('f4', 'f float32 single'),
  ...named('f8', 'd float float64 double'),
};

/** Types of NumPy by name whose elements are not numbers, or more than 64 bits wide. */
const OTHER_TYPES =
  /^u?['"]((?:complex|float|c?longdouble|csingle|cdouble|object|str|bytes|void|datetime64|timedelta64)(?:_|96|128|256)?(?:\[\w*\])?)['"]$/;

function named(code: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, code]));
}

/** A type by its code where a file has it by a name, as writers other than NumPy do. */
function spelledOut(descr: string): string {
  const [, quote, order, name] = /^u?(['"])([<>|=]?)([\w?]+)\1$/.exec(descr) ?? [];
  return name !== undefined && Object.hasOwn(TYPE_NAMES, name) ? `${quote}${order}${TYPE_NAMES[name]}${quote}` : descr;
}

const KEYS = ['descr', 'fortran_order', 'shape'] as const;

/** The three values as they are written. A general parser of Python would be a way in for whoever wrote the file. */
function npyDictionary(text: string, what: string): Record<(typeof KEYS)[number], string> {
  const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(text)?.[1];
  const found = new Map<string, string>();
  // A text, a list of fields, a tuple or a word, and what separates it from the next.
  const entry = /\s*u?(['"])(\w+)\1\s*:\s*(u?'[^']*'|u?"[^"]*"|\[[^\]]*\]|\([^()]*\)|\w+)\s*(?:,|$)\s*/y;
  for (let at = 0; inner !== undefined && at < inner.length; at = entry.lastIndex) {
    const match = entry.exec(inner);
    if (!match || found.has(match[2])) throw badHeader(what, text);
    found.set(match[2], match[3]);
  }
  if (found.size !== KEYS.length || KEYS.some((key) => !found.has(key))) throw badHeader(what, text);
  return Object.fromEntries(found) as Record<(typeof KEYS)[number], string>;
}

const badHeader = (what: string, text: string): SelvedgeError =>
  notNpy(what, `its header is ${JSON.stringify(text.slice(0, 80))}`);

export const notNpy = (what: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${what}: not a proper NPY file: ${why}. Save it again with numpy.save.`, {
    cause,
  });

export const unread = (what: string, why: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: an array with ${why}, which is not read. Save numpy.ascontiguousarray(x) of integers or floats.`,
  );

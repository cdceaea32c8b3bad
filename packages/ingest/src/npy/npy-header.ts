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
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * How long the header is, prefix included.
 *
 * @param prefix - the first twelve bytes
 */
export function npyHeaderBytes(prefix: Uint8Array, what: string): number {
  if (prefix.length < NPY_PREFIX_BYTES || !MAGIC.every((byte, at) => prefix[at] === byte)) {
    throw notNpy(what, 'it does not begin with \\x93NUMPY');
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const version = prefix[6];
  if (version < 1 || version > 3) throw notNpy(what, `version ${version}; known are 1, 2 and 3`);
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
  const match = /^(['"])([<>|=]?)([a-zA-Z])(\d{0,10})(?:\[\w*\])?\1$/.exec(descr);
  const sizes = /^\(([\s\dLl,]*)\)$/.exec(shape)?.[1].trim();
  const isShape = sizes !== undefined && /^(?:\d{1,16}[Ll]?\s*(?:,\s*\d{1,16}[Ll]?\s*)*,?)?$/.test(sizes);
  if (!match || !isShape || !/^(?:True|False)$/.test(fortran)) throw badHeader(what, text);
  const [, , order, kind, digits] = match;
  const isText = kind === 'U' || kind === 'S';
  const width = Number(digits) * (kind === 'U' ? 4 : 1);
  const known = { u: [1, 2, 4, 8], i: [1, 2, 4, 8], f: [2, 4, 8], b: [1] }[kind];
  if (isText ? width === 0 || width > MAX_TEXT_BYTES : !known?.includes(width))
    throw unread(what, `elements of type '${kind}${digits}'`);
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

const KEYS = ['descr', 'fortran_order', 'shape'] as const;

/** The three values as they are written. A general parser of Python would be a way in for whoever wrote the file. */
function npyDictionary(text: string, what: string): Record<(typeof KEYS)[number], string> {
  const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(text)?.[1];
  const found = new Map<string, string>();
  // A text, a list of fields, a tuple or a word, and what separates it from the next.
  const entry = /\s*(['"])(\w+)\1\s*:\s*('[^']*'|"[^"]*"|\[[^\]]*\]|\([^()]*\)|\w+)\s*(?:,|$)\s*/y;
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

const unread = (what: string, why: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: an array with ${why}, which is not read. Save numpy.ascontiguousarray(x) of integers or floats.`,
  );

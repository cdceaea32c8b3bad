import { SelvedgeError } from '@selvedge/data';

/** The beginning of an NPY file, checked. */
export interface NpyHeader {
  /** Byte order, kind and bytes per element: `|u1`, `<f8`. */
  readonly descr: string;
  readonly kind: 'u' | 'i' | 'f' | 'b';
  readonly width: number;
  readonly bigEndian: boolean;
  readonly shape: readonly number[];
  readonly valueBytes: number;
}

/** Magic number and version; then comes the header's length. */
export const NPY_PREFIX_BYTES = 12;
const MAX_HEADER_BYTES = 65_536;

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
 * Reads the header: a Python dictionary with exactly `descr`, `fortran_order` and `shape`.
 *
 * @throws SelvedgeError `corrupt-file`; `unsupported` for Fortran order, objects and element types other than numbers
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function parseNpyHeader(header: Uint8Array, what: string): NpyHeader {
  const text = new TextDecoder('latin1').decode(header.subarray(header[6] === 1 ? 10 : 12));
  // One form is all that numpy writes; a general parser of Python would be a way in for whoever wrote the file.
  const match =
    /^\{'descr': '([<>|=]?)([a-zA-Z])(\d{1,2})', 'fortran_order': (True|False), 'shape': \(((?:\d{1,16}(?:, ?|,?(?=\))))*)\), ?\} *\n?$/.exec(
      text,
    );
  if (!match) throw notNpy(what, `its header is ${JSON.stringify(text.slice(0, 80))}`);
  const [, order, kind, digits, fortran, sizes] = match;
  const width = Number(digits);
  const known = { u: [1, 2, 4, 8], i: [1, 2, 4, 8], f: [4, 8], b: [1] }[kind];
  if (!known?.includes(width)) throw unread(what, `elements of type '${kind}${digits}'`);
  if (fortran === 'True') throw unread(what, 'columns first (fortran_order)');
  const shape = sizes === '' ? [] : sizes.replace(/,\s*$/, '').split(',').map(Number);
  const valueBytes = shape.reduce((product, size) => product * size, width);
  if (!Number.isSafeInteger(valueBytes)) throw notNpy(what, `its header claims sizes of ${shape.join(' x ')}`);
  return {
    descr: `${order}${kind}${digits}`,
    kind: kind as NpyHeader['kind'],
    width,
    bigEndian: order === '>',
    shape,
    valueBytes,
  };
}

export const notNpy = (what: string, why: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${what}: not a proper NPY file: ${why}. Save it again with numpy.save.`);

const unread = (what: string, why: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: an array with ${why}, which is not read. Save numpy.ascontiguousarray(x) of integers or floats.`,
  );

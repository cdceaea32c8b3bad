import { bytesOf } from './bytes-of.js';
import { SelvedgeError } from './errors.js';
import type { SavedState, Tensor, TensorValues } from './saved-state.js';

const TYPES = {
  U8: Uint8Array,
  I8: Int8Array,
  U16: Uint16Array,
  I16: Int16Array,
  U32: Uint32Array,
  I32: Int32Array,
  F32: Float32Array,
  F64: Float64Array,
} as const;

type TypeName = keyof typeof TYPES;

/** Headers beyond this are refused, as in the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Writes a saved state as one safetensors file: format, version and config in `__metadata__`, tensors in the order of
 * their names, so that equal states give equal bytes.
 *
 * @param metadata - further texts, before the others
 * @see https://github.com/huggingface/safetensors (format section of the README)
 */
export function encodeSafetensors(state: SavedState, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const names = Object.keys(state.tensors).sort();
  const header: Record<string, unknown> = {
    __metadata__: {
      ...metadata,
      format: state.format,
      version: String(state.version),
      config: JSON.stringify(state.config),
    },
  };
  let end = 0;
  // Wider types first would save padding; alignment to eight bytes per tensor is simpler and costs nothing.
  const places: { tensor: Tensor; start: number }[] = [];
  for (const name of names) {
    const tensor = state.tensors[name];
    const start = end;
    end = start + tensor.values.byteLength;
    header[name] = { dtype: typeName(tensor.values), shape: tensor.shape, data_offsets: [start, end] };
    places.push({ tensor, start });
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end).fill(0x20, 8, 8 + padded);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, 8);
  for (const { tensor, start } of places) {
    bytes.set(bytesOf(tensor.values), 8 + padded + start);
  }
  return bytes;
}

/**
 * Reads what `encodeSafetensors` wrote, checking everything before any array is made.
 *
 * @throws SelvedgeError `corrupt-file` for bytes that are not a safetensors file with our metadata
 */
export function decodeSafetensors(bytes: Uint8Array, what = 'saved model'): SavedState {
  const header = readHeader(bytes, what);
  const { __metadata__: metadata, ...entries } = header.json;
  const { format, version, config } = metadataOf(metadata, what);
  const tensors: Record<string, Tensor> = Object.create(null);
  let expected = 0;
  const sorted = Object.entries(entries).map(([name, value]) => ({ name, ...entryOf(name, value, what) }));
  sorted.sort((a, b) => a.start - b.start);
  for (const { name, type, shape, start, end } of sorted) {
    if (start !== expected)
      throw corrupt(what, `tensor '${name}' starts at byte ${start} where ${expected} was expected`);
    if (end > bytes.length - header.dataStart)
      throw corrupt(what, `tensor '${name}' ends after the file does (truncated?)`);
    // Not `bytes.slice`: of a Node Buffer, which is a Uint8Array too, that is a view, and `buffer` the whole file.
    const copy = Uint8Array.prototype.slice.call(bytes, header.dataStart + start, header.dataStart + end);
    tensors[name] = { values: new TYPES[type](copy.buffer), shape };
    expected = end;
  }
  if (expected !== bytes.length - header.dataStart) throw corrupt(what, 'there are bytes after the last tensor');
  return { format, version, config, tensors };
}

function readHeader(bytes: Uint8Array, what: string): { json: Record<string, unknown>; dataStart: number } {
  if (bytes.length < 8) throw corrupt(what, `${bytes.length} bytes are too few for a header`);
  const size = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (size > BigInt(Math.min(bytes.length - 8, MAX_HEADER_BYTES)))
    throw corrupt(what, `its header claims ${size} bytes`);
  const dataStart = 8 + Number(size);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, dataStart));
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new TypeError('not an object');
    return { json: json as Record<string, unknown>, dataStart };
  } catch (cause) {
    throw corrupt(what, 'its header is not JSON', cause);
  }
}

function metadataOf(value: unknown, what: string): Pick<SavedState, 'format' | 'version' | 'config'> {
  const { format, version, config } = (value ?? {}) as Record<string, unknown>;
  if (
    typeof format !== 'string' ||
    typeof version !== 'string' ||
    !/^\d{1,9}$/.test(version) ||
    typeof config !== 'string'
  ) {
    throw corrupt(what, 'its metadata lacks format, version or config (not written by Selvedge?)');
  }
  try {
    return { format, version: Number(version), config: JSON.parse(config) as SavedState['config'] };
  } catch (cause) {
    throw corrupt(what, 'its config is not JSON', cause);
  }
}

function entryOf(
  name: string,
  value: unknown,
  what: string,
): { type: TypeName; shape: number[]; start: number; end: number } {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  const known = typeof dtype === 'string' && Object.hasOwn(TYPES, dtype);
  if (!known)
    throw corrupt(
      what,
      `tensor '${name}' has ${dtype === undefined ? 'no type' : `the type ${JSON.stringify(dtype)}`}; known are ${Object.keys(TYPES).join(', ')}`,
    );
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw corrupt(what, `tensor '${name}' has no proper shape and offsets`);
  }
  const type = dtype as TypeName;
  const [start, end] = offsets as [number, number];
  const length = shape.reduce((product, size) => product * size, TYPES[type].BYTES_PER_ELEMENT);
  if (end - start !== length) {
    throw corrupt(what, `tensor '${name}' of shape [${shape.join(', ')}] needs ${length} bytes and has ${end - start}`);
  }
  return { type, shape, start, end };
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

function typeName(values: TensorValues): TypeName {
  for (const [name, type] of Object.entries(TYPES)) if (values instanceof type) return name as TypeName;
  throw new Error(`internal: no safetensors type for ${values}`);
}

const corrupt = (what: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${what}: ${why}. Use an undamaged copy, or fit and save the model again.`, {
    cause,
  });

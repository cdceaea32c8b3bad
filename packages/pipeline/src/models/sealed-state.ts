import { decodeSafetensors, encodeSafetensors, type SavedState, SelvedgeError } from '@selvedge/data';
import { checkFiniteTensors } from '@selvedge/data/checks';
import { sha256 } from '@selvedge/files';

/** How a saved file is read. */
export interface VerifyOptions {
  /** False: digests are not checked, for those who edit files. Default true. */
  readonly verify?: boolean;
}

const SEAL = '{"__metadata__":{"sha256":"';
/** Files of earlier releases have no seal. */
const UNSEALED = '{"__metadata__":{"format":"';
const HEADER = 8;
const AT = HEADER + SEAL.length;
const BLANK = '0'.repeat(64);

/**
 * A saved state as safetensors whose metadata begins with the SHA-256 of the whole file, computed with zeros in its place: one
 * file that can be checked alone, wherever it is copied.
 */
export function encodeSealed(state: SavedState): Uint8Array {
  const bytes = encodeSafetensors(state, { sha256: BLANK });
  new TextEncoder().encodeInto(sha256(bytes), bytes.subarray(AT, AT + BLANK.length));
  return bytes;
}

/**
 * Reads what `encodeSealed` or an earlier release wrote.
 *
 * @param what - the file, for errors
 * @throws SelvedgeError `corrupt-file` for bytes that are not those that were written
 */
export function decodeSealed(bytes: Uint8Array, what: string, { verify = true }: VerifyOptions = {}): SavedState {
  if (verify) checkSeal(bytes, what);
  return decodeSafetensors(bytes, what);
}

function checkSeal(bytes: Uint8Array, what: string): void {
  if (startsWith(bytes, UNSEALED)) return;
  if (!startsWith(bytes, SEAL)) throw changed(what, 'its header is not as Selvedge writes it');
  const written = new TextDecoder('latin1').decode(bytes.subarray(AT, AT + BLANK.length));
  const found = sha256(bytes.subarray(0, AT), BLANK, bytes.subarray(AT + BLANK.length));
  if (found !== written) throw changed(what, 'it is not what was written (SHA-256 differs)');
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(HEADER, HEADER + text.length)) === text;

/**
 * Refuses weights of plugins that no training gives. What reads ours does so itself, as it knows where a class without training
 * rows has none.
 *
 * @throws SelvedgeError `corrupt-file` for NaN and infinity
 */
export function checkFinite(saved: SavedState, what: string): void {
  if (!saved.format.startsWith('selvedge.')) checkFiniteTensors(saved, what);
}

const changed = (what: string, why: string): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${what}: ${why}. Use an undamaged copy, or fit the model again; whoever edited it reads it with --no-verify (verify: false).`,
  );

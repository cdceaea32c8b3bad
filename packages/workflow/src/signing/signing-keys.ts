import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';

/** A pair of Ed25519 keys (RFC 8032). */
export interface SigningKeys {
  /** PKCS #8 in PEM, to be kept secret. */
  readonly privateKey: string;
  /** `ed25519:` and 32 bytes in base64url, for `trustedKeys` of the configuration. */
  readonly publicKey: string;
}

export function createSigningKeys(): SigningKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicKey: written(publicKey) };
}

/** A private Ed25519 key (RFC 8032), which never leaves it. */
export class SigningKey {
  readonly #key: KeyObject;
  /** As `selvedge model keygen` prints it. */
  readonly publicKey: string;

  /**
   * @param pem - what `createSigningKeys`, or `openssl genpkey -algorithm ed25519`, wrote
   * @param what - where it comes from, for errors
   * @throws SelvedgeError `invalid-argument` for anything but an unencrypted Ed25519 key
   */
  constructor(pem: string, what: string) {
    this.#key = readPrivateKey(pem, what);
    this.publicKey = written(createPublicKey(this.#key));
  }

  /** @returns the signature of the text's UTF-8 bytes, in base64 */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64');
  }
}

/**
 * Whether `signature` is what the owner of `publicKey` made of `text`.
 *
 * @param signature - in base64
 * @param what - where the key comes from, for errors
 * @throws SelvedgeError `invalid-argument` for a text that is not a public key
 */
export const isSignedBy = (publicKey: string, text: string, signature: string, what: string): boolean =>
  verify(null, Buffer.from(text), readPublicKey(publicKey, what), Buffer.from(signature, 'base64'));

/** @throws SelvedgeError `invalid-argument` unless it is written as `createSigningKeys` writes public keys */
export function checkPublicKey(text: unknown, what: string): asserts text is string {
  readPublicKey(text, what);
}

function readPrivateKey(pem: string, what: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw notPrivate(what, 'it is not PEM of PKCS #8');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw notPrivate(what, `it is a key of type ${key.asymmetricKeyType}`);
  return key;
}

function readPublicKey(text: unknown, what: string): KeyObject {
  const x = typeof text === 'string' ? /^ed25519:([A-Za-z0-9_-]{43})$/.exec(text)?.[1] : undefined;
  if (x === undefined) throw notPublic(what, text);
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    throw notPublic(what, text);
  }
}

const written = (key: KeyObject): string => `ed25519:${key.export({ format: 'jwk' }).x}`;

const notPrivate = (what: string, why: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what} is not a private Ed25519 key without a passphrase: ${why}. Make one with: selvedge model keygen FILE`,
  );

const notPublic = (what: string, text: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what} is ${shown(text)}; need a public key as 'selvedge model keygen' prints it: ed25519: and 43 letters, digits, - and _.`,
  );

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';

/**
 * @param pem - what `createSigningKeys`, or `openssl genpkey -algorithm ed25519`, wrote
 * @param what - where it comes from, for errors
 * @throws SelvedgeError `invalid-argument` for anything but an unencrypted Ed25519 key
 */
export function readPrivateKey(pem: string, what: string): { readonly key: KeyObject; readonly publicKey: string } {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw notPrivate(what, 'it is not PEM of PKCS #8');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw notPrivate(what, `it is a key of type ${key.asymmetricKeyType}`);
  return { key, publicKey: writeKey(createPublicKey(key)) };
}

/** @throws SelvedgeError `invalid-argument` unless it is written as `createSigningKeys` writes public keys */
export function readPublicKey(text: unknown, what: string): KeyObject {
  const x = typeof text === 'string' ? /^ed25519:([A-Za-z0-9_-]{43})$/.exec(text)?.[1] : undefined;
  if (x === undefined) throw notPublic(what, text);
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    throw notPublic(what, text);
  }
}

/** As `readPublicKey` reads it. */
export const writeKey = (key: KeyObject): string => `ed25519:${key.export({ format: 'jwk' }).x}`;

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

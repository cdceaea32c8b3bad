import { generateKeyPairSync } from 'node:crypto';
import { writeKey } from '@selvedge/workflow';

/** A pair of Ed25519 keys (RFC 8032). */
export interface SigningKeys {
  /** PKCS #8 in PEM, to be kept secret. */
  readonly privateKey: string;
  /** `ed25519:` and 32 bytes in base64url, for `trustedKeys` of the configuration. */
  readonly publicKey: string;
}

export function createSigningKeys(): SigningKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicKey: writeKey(publicKey) };
}

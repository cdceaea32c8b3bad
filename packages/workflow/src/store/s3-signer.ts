import { SelvedgeError } from '@selvedge/data';
import type { S3Account } from './s3-account.js';

/** A request that is to be signed. */
export interface Unsigned {
  readonly method: string;
  readonly url: URL;
  /** With `x-amz-content-sha256`: the body's digest, which the server compares. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Gives the headers of a request with its signature (AWS Signature Version 4) among them. */
export type Signer = (request: Unsigned) => Promise<Readonly<Record<string, string>>>;

/** @throws SelvedgeError `unsupported` when the optional peer is not installed */
export async function signerOf({ root: _, ...account }: S3Account): Promise<Signer> {
  const { AwsV4Signer } = await import('aws4fetch').catch((cause: unknown) => {
    throw new SelvedgeError(
      'unsupported',
      'store: a bucket needs the package aws4fetch, which is not installed; run npm install aws4fetch.',
      { cause },
    );
  });
  const cache = new Map<string, ArrayBuffer>(); // the signing key of a day
  return async ({ method, url, headers }) => {
    const signer = new AwsV4Signer({ ...account, service: 's3', cache, method, url: url.href, headers });
    return Object.fromEntries((await signer.sign()).headers);
  };
}

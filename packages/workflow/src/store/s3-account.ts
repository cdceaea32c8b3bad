import type { S3Place } from './s3-place.js';
import { StoreFailure } from './store-failure.js';

/** Where a bucket is served, and who asks. */
export interface S3Account {
  /** The bucket's own address, ends with a slash. */
  readonly root: URL;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Reads the variables that the AWS tools read: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`
 * or `AWS_DEFAULT_REGION`, and for servers other than Amazon's `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`.
 *
 * @throws StoreFailure `refused` naming what is missing
 */
export function accountOf(
  { bucket }: S3Place,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): S3Account {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const { AWS_SESSION_TOKEN: sessionToken } = environment;
  if (!accessKeyId || !secretAccessKey)
    throw new StoreFailure(
      'refused',
      `${name}: there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN for temporary ones)`,
    );
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] || environment['AWS_ENDPOINT_URL'];
  const region = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || (endpoint && 'us-east-1');
  if (!region)
    throw new StoreFailure(
      'refused',
      `${name}: there is no region; set AWS_REGION, for instance AWS_REGION=eu-central-1`,
    );
  const root = endpoint ? underEndpoint(endpoint, bucket, name) : ofAmazon(region, bucket, name);
  return { root, region, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** Servers of one's own rarely have a host name for each bucket. */
function underEndpoint(endpoint: string, bucket: string, name: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '')
    return new URL(`${bucket}/`, url.href.endsWith('/') ? url : `${url.href}/`);
  throw new StoreFailure(
    'refused',
    `${name}: AWS_ENDPOINT_URL is not an address of a server without a password; need for instance https://minio.example.org`,
  );
}

/** A bucket with dots in its name would not match Amazon's certificate as a host. */
function ofAmazon(region: string, bucket: string, name: string): URL {
  if (!/^[a-z0-9-]+$/.test(region))
    throw new StoreFailure(
      'refused',
      `${name}: AWS_REGION is not the name of a region; need for instance eu-central-1`,
    );
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return bucket.includes('.')
    ? new URL(`https://s3.${region}.${domain}/${bucket}/`)
    : new URL(`https://${bucket}.s3.${region}.${domain}/`);
}

import { SelvedgeError } from '@selvedge/data';
import { maskSecrets } from '../progress/mask-secrets.js';

/** What `s3://bucket/prefix` names. */
export interface S3Place {
  readonly bucket: string;
  /** In front of every key: empty, or ends with a slash. */
  readonly prefix: string;
}

/** As S3 names buckets, and characters of keys that every server and signature takes as they are. */
const BUCKET = /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/;
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._-]+$/;

/** @throws SelvedgeError `invalid-argument` for another address */
export function placeOf(address: string): S3Place {
  const [bucket, ...segments] = address.slice('s3://'.length).replace(/\/$/, '').split('/');
  if (/^s3:\/\//i.test(address) && BUCKET.test(bucket) && segments.every((each) => SEGMENT.test(each)))
    return { bucket, prefix: segments.map((each) => `${each}/`).join('') };
  throw new SelvedgeError(
    'invalid-argument',
    `store: got '${maskSecrets(address)}'; need s3://BUCKET or s3://BUCKET/PREFIX of letters, digits, '.', '-' and '_', for instance s3://team-results/selvedge. Credentials are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
  );
}

/** As it is written in a configuration. */
export const placeName = ({ bucket, prefix }: S3Place): string => `s3://${bucket}/${prefix}`.replace(/\/$/, '');

import type { IncomingMessage } from 'node:http';
import { readWhole } from './content.js';
import { StoreFailure } from './store-failure.js';

/** An answer of S3 that says no, with what it means. */
export class S3Refusal extends StoreFailure {
  /** As S3 names it, for instance `NoSuchKey`; empty where the answer has none, as for `HEAD`. */
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(DAMAGED.has(reason) ? 'damaged' : 'refused', message);
    this.reason = reason;
  }
}

/** Reads the answer to its end. */
export async function s3Refusal(answer: IncomingMessage, what: string): Promise<S3Refusal> {
  const text = new TextDecoder().decode(await readWhole(answer, MOST_TEXT, what));
  const reason = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? '';
  const { statusCode: status, headers } = answer;
  const region = headers['x-amz-bucket-region'];
  const isElsewhere = status === 301 || status === 307 || reason === 'AuthorizationHeaderMalformed';
  const why = isElsewhere
    ? `the bucket is in another region; set AWS_REGION${typeof region === 'string' ? `=${region}` : ''}`
    : (REASONS[reason] ?? BY_STATUS[status ?? 0] ?? `the server answered ${status} ${reason}`.trim());
  return new S3Refusal(reason, `${what}: ${why}`);
}

/** The network changed what was sent: another try may help. */
const DAMAGED: ReadonlySet<string> = new Set(['XAmzContentSHA256Mismatch', 'BadDigest', 'IncompleteBody']);

/** Of an error in XML, in bytes. */
const MOST_TEXT = 100_000;

const REASONS: Readonly<Record<string, string | undefined>> = {
  NoSuchBucket: 'there is no such bucket',
  InvalidAccessKeyId: 'the server does not know AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID',
  RequestTimeTooSkewed: "this machine's clock differs from the server's by more than 15 minutes",
  ExpiredToken: 'AWS_SESSION_TOKEN has expired',
  BadDigest: 'other bytes arrived than were sent',
  IncompleteBody: 'fewer bytes arrived than were sent',
  XAmzContentSHA256Mismatch: 'other bytes arrived than were sent',
};

const BY_STATUS: Readonly<Record<number, string | undefined>> = {
  403: 'the credentials do not allow this; reading needs s3:GetObject and s3:ListBucket, writing s3:PutObject',
  405: 'the server does not take this request',
  501: 'the server does not know If-None-Match; it cannot be a store',
};

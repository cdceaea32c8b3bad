import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sha256 } from '@selvedge/files';
import { s3StandIn } from '../../test/s3-stand-in.js';
import { contentAddress } from './address.js';
import { contentOf, readWhole } from './content.js';
import { openStore } from './open-store.js';
import { accountOf } from './s3-account.js';
import { placeOf } from './s3-place.js';
import { S3Store } from './s3-store.js';
import { SharedResults } from './shared-results.js';

const bytes = Buffer.from('some bytes');
const address = contentAddress(sha256(bytes));
const keys = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-s3-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['s3://bucket', { bucket: 'bucket', prefix: '' }],
  ['s3://my.bucket/', { bucket: 'my.bucket', prefix: '' }],
  ['s3://bucket/a/b_c', { bucket: 'bucket', prefix: 'a/b_c/' }],
])('%s names a bucket', (text, place) => {
  expect(placeOf(text)).toEqual(place);
});

test.each([
  's3://',
  's3:bucket',
  's3://b',
  's3://Bucket',
  's3://bucket//x',
  's3://bucket/../other',
  's3://bucket/a?b',
  's3://bucket/%2e%2e',
  's3://ada:s3cret@bucket/x',
])('openStore(%j) is refused', (text) => {
  expect(() => openStore(text)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message: expect.not.stringContaining('s3cret') }),
  );
});

test.each([
  [{ AWS_REGION: 'eu-central-1' }, 'https://bucket.s3.eu-central-1.amazonaws.com/', 'bucket'],
  [{ AWS_DEFAULT_REGION: 'cn-north-1' }, 'https://bucket.s3.cn-north-1.amazonaws.com.cn/', 'bucket'],
  [{ AWS_REGION: 'eu-central-1' }, 'https://s3.eu-central-1.amazonaws.com/my.bucket/', 'my.bucket'],
  [{ AWS_ENDPOINT_URL: 'https://minio.example.org' }, 'https://minio.example.org/bucket/', 'bucket'],
  [{ AWS_ENDPOINT_URL_S3: 'http://x:9000/s3', AWS_ENDPOINT_URL: 'http://y' }, 'http://x:9000/s3/bucket/', 'bucket'],
])('%j leads to %s', (variables, root, bucket) => {
  expect(accountOf({ bucket, prefix: '' }, 's3://bucket', { ...keys, ...variables }).root.href).toBe(root);
});

test.each([
  [{}, /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/],
  [keys, /set AWS_REGION/],
  [{ ...keys, AWS_REGION: 'x.evil.org/' }, /AWS_REGION is not the name/],
  [{ ...keys, AWS_ENDPOINT_URL: 'ftp://x' }, /AWS_ENDPOINT_URL is not/],
  [{ ...keys, AWS_ENDPOINT_URL: 'http://ada:s3cret@x' }, /AWS_ENDPOINT_URL is not/],
])('the environment %j is refused at the first request', async (environment, message) => {
  const store = openStore('s3://bucket', { environment });
  const error = await store.get(address).catch((cause: Error) => cause);
  expect(error).toMatchObject({ kind: 'refused', message: expect.stringMatching(message) });
  expect((error as Error).message).not.toMatch(/s3cret|S3RVER/);
});

test.each([
  [{ AWS_SECRET_ACCESS_KEY: 'wrong' }, 'results', /AWS_SECRET_ACCESS_KEY does not belong/],
  [{ AWS_ACCESS_KEY_ID: 'nobody' }, 'results', /does not know AWS_ACCESS_KEY_ID/],
  [{}, 'elsewhere', /no such bucket/],
])('an account with %j at the bucket %s is refused', async (changes, bucket, message) => {
  const { environment, close } = await s3StandIn(folder, 'results');
  const store = openStore(`s3://${bucket}`, { environment: { ...environment, ...changes } });
  await expect(store.get(address)).rejects.toMatchObject({ kind: 'refused', message: expect.stringMatching(message) });
  await expect(store.put(address, contentOf(bytes))).rejects.toMatchObject({ kind: 'refused' });
  await close();
});

test.each([
  ['trailers of a chunked body', (body: Buffer) => Buffer.concat([Buffer.from('a\r\n'), body])],
  ['the first half', (body: Buffer) => body.subarray(0, body.length / 2)],
])('a server that keeps %s is found when it is written, and may keep the right bytes afterwards', async (_, change) => {
  let isIll = true;
  const { environment, close } = await s3StandIn(folder, 'results', (body) => (isIll ? change(body) : body));
  const store = openStore('s3://results', { environment });
  for (const content of [contentOf(bytes), contentOf(Buffer.alloc(1_500_000, 7))])
    await expect(store.put(contentAddress(content.digest ?? ''), content)).rejects.toMatchObject({ kind: 'damaged' });
  isIll = false;
  expect(await store.put(address, contentOf(bytes))).toBe('written');
  await close();
});

test('more than S3 takes in one piece is refused before it is sent, and smaller results still are', async () => {
  const { environment, close } = await s3StandIn(folder, 'results');
  const warnings: string[] = [];
  const onWarning = (text: string): void => void warnings.push(text);
  const shared = new SharedResults(openStore('s3://results', { environment }), { onWarning });
  const entry = { step: 'fit', label: 'fit x', seconds: 1, created: '2026-11-27' };
  const file = join(folder, 'small');
  await writeFile(file, bytes);
  const huge = { name: 'huge', bytes: 5 * 2 ** 30 + 1, digest: sha256('huge') };
  expect(await shared.publish({ ...entry, key: sha256('a'), files: [huge] }, () => '/nowhere')).toBe(false);
  expect(warnings).toEqual([
    expect.stringMatching(/it has 5368709121 bytes, and S3 takes up to 5368709120.*this result is not sent$/),
  ]);
  const small = { name: 'small', bytes: bytes.length, digest: sha256(bytes) };
  expect(await shared.publish({ ...entry, key: sha256('b'), files: [small] }, () => file)).toBe(true);
  await close();
});

describe('a server of another kind', () => {
  let server: Server;
  afterEach(() => server.close().closeAllConnections());
  const answering = async (
    status: number | undefined,
    headers: Readonly<Record<string, string>> = {},
    body = '',
  ): Promise<S3Store> => {
    server = createServer((_, response) => status && response.writeHead(status, headers).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new S3Store(placeOf('s3://bucket'), { ...keys, AWS_ENDPOINT_URL }, 100);
  };

  test.each([
    [undefined, {}, 'unreachable', /no answer for 0.1 s/],
    [503, {}, 'unreachable', /503/],
    [301, { 'x-amz-bucket-region': 'us-west-2' }, 'refused', /AWS_REGION=us-west-2/],
    [403, {}, 'refused', /s3:GetObject/],
    [400, {}, 'refused', /answered 400/],
  ])('that answers %s has the failure of its kind', async (status, headers, kind, message) => {
    const store = await answering(status, headers);
    const failure = { kind, message: expect.stringMatching(message) };
    await expect(store.has(address)).rejects.toMatchObject(failure);
    await expect(store.put(address, contentOf(bytes))).rejects.toMatchObject(failure);
  });

  test('that received other bytes is sent them again', async () => {
    const store = await answering(400, {}, '<Error><Code>XAmzContentSHA256Mismatch</Code></Error>');
    await expect(store.put(address, contentOf(bytes))).rejects.toMatchObject({ kind: 'damaged' });
  });

  test('that gives other bytes under a digest is found', async () => {
    const found = await (await answering(200, {}, 'other bytes')).get(address);
    await expect(readWhole(found?.stream ?? Readable.from([]), 100, address)).rejects.toMatchObject({
      kind: 'damaged',
    });
  });
});

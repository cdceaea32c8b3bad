import { mkdir, readdir } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from '@20minutes/s3rver';
import { sha256 } from '@selvedge/files';

/** A bucket for tests. */
export interface StandIn {
  /** `AWS_...` variables that reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where s3rver keeps a key. */
  pathOf(key: string): string;
  /** Requests so far, as `PUT /bucket/key`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * s3rver (which checks signatures) behind a server that does what it does not: s3rver 4.0.4 ignores `If-None-Match: *` of a
 * `PUT`, does not compare a body with `x-amz-content-sha256`, keeps the first part of a body that breaks off, and answers 500
 * for a list that does not fit into one answer (its continuation token needs a cipher that OpenSSL 3 lacks).
 *
 * @param spoil - changes a body on its way to the disk
 */
export async function s3StandIn(
  folder: string,
  bucket: string,
  spoil = (body: Buffer): Buffer => body,
): Promise<StandIn> {
  await mkdir(folder, { recursive: true });
  const behind = new S3rver({
    directory: folder,
    port: 0,
    address: '127.0.0.1',
    silent: true,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port: behindPort } = await behind.run();
  const requests: string[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const pass = ({ method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const to = forward({ port: behindPort, host: '127.0.0.1', method, path: url, headers }, resolve);
      to.on('error', reject);
      to.end(body);
    });
  const answer = async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const { method, headers } = request;
    if (method === 'PUT') {
      if (sha256(body) !== headers['x-amz-content-sha256']) return refuse(response, 400, 'XAmzContentSHA256Mismatch');
      const signed = /SignedHeaders=([^,]*)/.exec(String(headers.authorization))?.[1] ?? '';
      if (headers['if-none-match'] === '*') {
        if (!signed.split(';').includes('if-none-match')) return refuse(response, 403, 'AccessDenied');
        if (isThere(request.url ?? '')) return refuse(response, 412, 'PreconditionFailed');
      }
    }
    const page = method === 'GET' ? await fullPage(folder, new URL(request.url ?? '', 'http://x')) : undefined;
    if (page !== undefined) return void response.end(page);
    const kept = spoil(body);
    const lengths = kept.length > 0 ? { 'content-length': String(kept.length) } : {};
    const from = await pass(Object.assign(request, { headers: { ...headers, ...lengths } }), kept);
    if (method === 'PUT' && from.statusCode === 200) written.add(request.url ?? '');
    if (method === 'DELETE') written.delete(request.url ?? '');
    response.writeHead(from.statusCode ?? 500, from.headers);
    from.pipe(response);
    await new Promise((resolve) => response.once('close', resolve));
  };
  const written = new Set<string>();
  const isThere = (url: string): boolean => written.has(url);

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    buffer(request)
      .then((body) => {
        last = last.then(() => answer(request, response, body)).catch(() => response.destroy());
      })
      .catch(() => response.destroy()); // a body that breaks off is not stored
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    environment: {
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    pathOf: (key) => join(folder, bucket, `${key}${SUFFIX}`),
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await behind.close();
    },
  };
}

/** A list of the first 1,000 keys, where there are more. */
async function fullPage(folder: string, { pathname, searchParams }: URL): Promise<string | undefined> {
  if (searchParams.get('list-type') !== '2') return undefined;
  const [prefix, after] = [searchParams.get('prefix') ?? '', searchParams.get('start-after') ?? ''];
  const files = await readdir(join(folder, pathname, prefix)).catch(() => []);
  const keys = files
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => prefix + file.slice(0, -SUFFIX.length))
    .filter((key) => key > after)
    .sort();
  if (keys.length <= 1000) return undefined;
  const contents = keys.slice(0, 1000).map((key) => `<Contents><Key>${key}</Key></Contents>`);
  return `<ListBucketResult><IsTruncated>true</IsTruncated>${contents.join('')}</ListBucketResult>`;
}

const SUFFIX = '._S3rver_object';

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
}

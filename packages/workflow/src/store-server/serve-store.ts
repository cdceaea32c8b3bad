import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SelvedgeError } from '@selvedge/data';
import { makeFolder } from '@selvedge/files/steps';
import { FolderStore } from '../store/folder-store.js';
import { Room } from './room.js';
import { StoreService } from './store-service.js';
import { Guard, type Tokens } from './tokens.js';

export interface ServeOptions {
  /** Where the store lies; made where it is missing. */
  readonly directory: string;
  /** Default `127.0.0.1`: this machine alone. */
  readonly host?: string;
  /** 0: any free one. Default 8480. */
  readonly port?: number;
  /** Who may do what. Another host than this machine needs them. */
  readonly tokens?: Tokens;
  /** Bytes that are kept; what was not used for longest is removed. Default 10 GB. */
  readonly mostBytes?: number;
  /** Bytes of the largest entry that is taken. Default 2 GB. */
  readonly mostBytesOfEntry?: number;
  /** Certificate and key in PEM, for https. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** A server at work. */
export interface ServedStore {
  /** Where it is reached. */
  readonly url: string;
  /** Ends it: requests under way have a second to finish. */
  close(): Promise<void>;
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1'];
/** Of a request's head, in milliseconds. */
const HEAD_MS = 10_000;
/** Longest silence of a client, in milliseconds. */
const SILENCE_MS = 60_000;
const CLOSING_MS = 1000;

/**
 * Serves a store to other machines.
 *
 * @throws SelvedgeError `invalid-argument` for another host than this machine without tokens; `io` where the port is taken
 */
export async function serveStore({
  directory,
  host = '127.0.0.1',
  port = 8480,
  tokens = {},
  mostBytes = 10e9,
  mostBytesOfEntry = 2e9,
  tls,
}: ServeOptions): Promise<ServedStore> {
  const guard = new Guard(tokens);
  if (guard.isOpen && !LOOPBACK.includes(host)) throw unguarded(host);
  await makeFolder(directory);
  const store = new FolderStore(directory);
  const service = new StoreService(store, await Room.measure(store, mostBytes), guard, mostBytesOfEntry);
  const times = { headersTimeout: HEAD_MS, requestTimeout: 0, maxHeaderSize: 16_384 };
  const server = tls ? createHttpsServer({ ...times, cert: tls.certificate, key: tls.key }) : createHttpServer(times);
  server.setTimeout(SILENCE_MS);
  server.on('request', (request, response) => void service.answer(request, response));
  await listening(server, host, port);
  const { port: taken } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `${tls ? 'https' : 'http'}://${name}:${taken}`,
    close: () => closing(server),
  };
}

const listening = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', ({ message }) => {
      reject(
        new SelvedgeError(
          'io',
          `cache serve: port ${port} of ${host} cannot be used (${message}); choose another with --port.`,
        ),
      );
    });
    server.listen(port, host, resolve);
  });

const closing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), CLOSING_MS).unref();
  });

const unguarded = (host: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `cache serve: without tokens only this machine is served, and the host is ${host}. Pass --write-token-file FILE, and --read-token-file FILE for who may read alone.`,
  );

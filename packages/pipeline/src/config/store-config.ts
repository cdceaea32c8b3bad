import { resolve } from 'node:path';
import { openStore } from '@selvedge/workflow';
import { checkPublicKey } from '@selvedge/workflow/signing';

/** The store of a project, as `store` of its configuration names it. */
export interface StoreConfig {
  /** `https://...`, `s3://bucket/prefix`, or a folder, from that of the configuration. Tokens and keys are in the environment. */
  readonly url: string;
  /** Public keys as `selvedge model keygen` prints them: only results that one of them has signed are used. */
  readonly trustedKeys?: readonly string[];
  /** `off`: results are read and none is sent. Default `on`. */
  readonly writing?: 'on' | 'off';
}

const FIELDS: readonly string[] = ['url', 'trustedKeys', 'writing'];

/**
 * Checks `store` of a configuration file: an address, or an object with one.
 *
 * @param folder - that relative paths begin at
 * @throws Error saying what is wrong with it
 */
export function storeConfig(given: unknown, folder: string): StoreConfig {
  const config: unknown = typeof given === 'string' ? { url: given } : given;
  if (typeof config !== 'object' || config === null || Array.isArray(config)) throw new Error(NEED);
  const unknown = Object.keys(config).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) throw new Error(`store has the field '${unknown}'; ${NEED}`);
  const { url, trustedKeys, writing } = config as Readonly<Record<string, unknown>>;
  if (typeof url !== 'string') throw new Error(NEED);
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/]*@/i.test(url))
    throw new Error('store.url holds a password, which belongs into SELVEDGE_STORE_TOKEN');
  openStore(url);
  if (writing !== undefined && writing !== 'on' && writing !== 'off')
    throw new Error("store.writing: need 'on' or 'off'");
  if (trustedKeys !== undefined) checkKeys(trustedKeys);
  return {
    url: /^[a-z][a-z0-9+.-]+:/i.test(url) ? url : resolve(folder, url),
    ...(trustedKeys !== undefined && { trustedKeys: trustedKeys as readonly string[] }),
    ...(writing !== undefined && { writing }),
  };
}

function checkKeys(keys: unknown): void {
  if (!Array.isArray(keys) || keys.length === 0) throw new Error('store.trustedKeys: need a list of public keys');
  for (const [at, key] of keys.entries()) checkPublicKey(key, `store.trustedKeys[${at}]`);
}

const NEED = "need store: 'https://cache.example.org', or store: { url, trustedKeys, writing }";

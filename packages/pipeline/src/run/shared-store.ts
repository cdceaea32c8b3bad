import { readFileSync } from 'node:fs';
import { SelvedgeError } from '@selvedge/data';
import { messageOf, shown } from '@selvedge/data/checks';
import { openStore, SharedResults } from '@selvedge/workflow';
import { SigningKey } from '@selvedge/workflow/signing';
import type { PatienceOptions } from '@selvedge/workflow/types';
import type { Registry } from '../registry/registry.js';

/** How the machines of a queue wait for their store: without it they can do nothing, so they try for half a minute. */
export const PATIENT: PatienceOptions = { tries: 8, failures: 40, restMs: 1000 };

/**
 * The store that other machines share with this one: `given`, else `SELVEDGE_STORE`, else `store` of the configuration. Its token
 * is `SELVEDGE_STORE_TOKEN`; with `SELVEDGE_STORE_KEY`, the file of a private key, what is written is signed.
 *
 * @param given - an address, or `off`
 * @param onWarning - receives what is wrong with the store, once
 * @param patience - default as `SharedResults` has it
 * @returns undefined where there is none
 * @throws SelvedgeError `invalid-argument` for an address that is not one, or a key that cannot be used
 */
export function sharedStore(
  given: string | undefined,
  { store: configured }: Pick<Registry, 'store'>,
  onWarning: (text: string) => void,
  patience: PatienceOptions = {},
): SharedResults | undefined {
  const address = given ?? process.env['SELVEDGE_STORE'] ?? configured?.url;
  if (address === undefined || address === '' || address === 'off') return undefined;
  const { trustedKeys, writing } = configured ?? {};
  const token = process.env['SELVEDGE_STORE_TOKEN'];
  const signing = signingKey(trustedKeys);
  return new SharedResults(openStore(address, { ...(token && { token }) }), {
    ...(trustedKeys && { trustedKeys }),
    ...(writing && { writing }),
    ...(signing && { signing }),
    patience,
    onWarning,
  });
}

/**
 * Finds out before anything is done whether the parts of a queue can exchange data and results.
 *
 * @param what - names who asks
 * @throws SelvedgeError `invalid-argument` where there is no store, or it keeps nothing that is written
 */
export async function checkQueueStore(what: string, shared: SharedResults | undefined): Promise<void> {
  const how = 'Pass --store URL, set SELVEDGE_STORE, or name it in selvedge.config.js';
  const refuse = (why: string): SelvedgeError =>
    new SelvedgeError('invalid-argument', `${what}: with a queue, data and results go through a store, and ${why}.`);
  if (!shared) throw refuse(`there is none. ${how}`);
  const why = await shared.refusal();
  if (why !== undefined)
    throw refuse(
      `this one keeps nothing: ${why}. SELVEDGE_STORE_TOKEN has to be a token that may write, and a folder one that this user may write to`,
    );
}

function signingKey(trustedKeys: readonly string[] | undefined): SigningKey | undefined {
  const file = process.env['SELVEDGE_STORE_KEY'];
  if (!file) return undefined;
  const key = new SigningKey(textOf(file), `SELVEDGE_STORE_KEY (${file})`);
  if (trustedKeys === undefined || trustedKeys.includes(key.publicKey)) return key;
  throw new SelvedgeError(
    'invalid-argument',
    `SELVEDGE_STORE_KEY: ${file} has the public key ${key.publicKey}, which is not among store.trustedKeys of the configuration; nobody would read what it signs. List it there.`,
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SelvedgeError(
      'invalid-argument',
      `SELVEDGE_STORE_KEY: got ${shown(file)}; need the file of a private key (${messageOf(cause)}). Make one with: selvedge model keygen FILE`,
      { cause },
    );
  }
}

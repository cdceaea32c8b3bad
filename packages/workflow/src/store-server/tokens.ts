import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may do what. Without any token everybody may do everything. */
export interface Tokens {
  /** Whoever sends one of these may read. */
  readonly read?: readonly string[];
  /** Whoever sends one of these may read and write. */
  readonly write?: readonly string[];
}

/** What a request may do. */
export type Rights = 'none' | 'read' | 'write';

/** Judges requests by `Authorization: Bearer TOKEN`, or `Basic` with the token as password, as Bazel sends it. */
export class Guard {
  readonly #read: readonly Buffer[];
  readonly #write: readonly Buffer[];

  constructor({ read = [], write = [] }: Tokens = {}) {
    this.#read = read.map(digestOf);
    this.#write = write.map(digestOf);
  }

  /** Whether everybody may do everything. */
  get isOpen(): boolean {
    return this.#read.length + this.#write.length === 0;
  }

  rightsOf({ headers }: { readonly headers: { readonly authorization?: string | undefined } }): Rights {
    if (this.isOpen) return 'write';
    const token = tokenIn(headers.authorization ?? '');
    if (token === undefined) return 'none';
    const digest = digestOf(token);
    // Digests, so that the time of the comparison says nothing of the token.
    const isOneOf = (known: readonly Buffer[]): boolean =>
      known.map((each) => timingSafeEqual(each, digest)).includes(true);
    if (isOneOf(this.#write)) return 'write';
    return isOneOf(this.#read) ? 'read' : 'none';
  }
}

function tokenIn(header: string): string | undefined {
  const [, scheme, value] = /^(Bearer|Basic)\s+(\S+)\s*$/i.exec(header) ?? [];
  if (scheme?.toLowerCase() === 'bearer') return value;
  if (value === undefined) return undefined;
  const login = Buffer.from(value, 'base64').toString();
  return login.slice(login.indexOf(':') + 1);
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

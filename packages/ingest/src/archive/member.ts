import { SelvedgeError } from '@selvedge/data';

/** A file in an archive of pictures. */
export interface Member {
  /** With folders before it, `/` between. */
  readonly name: string;
  /** Which of several archives it is in. */
  readonly shard?: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

/** What names a member among those of all shards. */
export const idOfMember = ({ name, shard }: Member): string => (shard === undefined ? name : `${shard}: ${name}`);

/** A picture, and what belongs to it, takes no more; archives claim any size. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Refuses what no archive of pictures holds: names that lead out of a folder and files of gigabytes. Nothing is ever written
 * under these names, but they name classes and rows.
 *
 * @throws SelvedgeError `corrupt-file`, `unsupported`
 */
export function checkMember(path: string, name: string, bytes: number): void {
  const steps = name.split('/');
  if (/^[/\\]|^[a-z]:|\\|\0/i.test(name) || steps.includes('..'))
    throw new SelvedgeError(
      'corrupt-file',
      `${path}: member ${JSON.stringify(name.slice(0, 200))} leads out of the archive. Make it again from inside of its folder.`,
    );
  if (bytes > MAX_BYTES)
    throw new SelvedgeError(
      'unsupported',
      `${path}: member '${name}' has ${bytes} bytes; at most ${MAX_BYTES} are read. Take it out of the archive.`,
    );
}

export const linkMember = (path: string, name: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${path}: member '${name}' is a link, which may lead anywhere. Make the archive with the files themselves: 'tar -h', or 'zip' without -y.`,
  );

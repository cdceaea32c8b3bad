import { randomBytes } from 'node:crypto';

/** `20261120-225301-quickstart-1f3a` */
export function newRunId(name: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${name}-${randomBytes(2).toString('hex')}`;
}

/** The second in which a run of this id began, and its name; undefined where it is no id. */
export function partsOfRunId(id: string): { readonly stamp: string; readonly name: string } | undefined {
  const [, stamp, name] = /^(\d+-\d+)-(.+)-[0-9a-f]+$/.exec(id) ?? [];
  return stamp === undefined ? undefined : { stamp, name };
}

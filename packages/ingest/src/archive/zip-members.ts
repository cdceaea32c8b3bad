import type { ByteSource } from '../bytes/byte-source.js';
import { joinBytes } from '../bytes/join-bytes.js';
import { openMember, readZip, type ZipMember } from '../zip/read-zip.js';
import { checkMember, linkMember, type Member } from './member.js';

/** The files of a ZIP archive; folders have no bytes and are passed over. Errors as `readZip` and `checkMember`. */
export async function zipMembers(source: ByteSource): Promise<Member[]> {
  const members = await readZip(source);
  return members.flatMap((member) => {
    const { name, bytes } = member;
    if (name.endsWith('/')) return [];
    if (member.isLink) throw linkMember(source.path, name);
    checkMember(source.path, name, bytes);
    return [{ name, bytes, read: () => wholeMember(source, member) }];
  });
}

async function wholeMember(source: ByteSource, member: ZipMember): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of openMember(source, member)) pieces.push(piece);
  return joinBytes(pieces);
}

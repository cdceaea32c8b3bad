import { basename } from 'node:path';
import { folderName } from './limits.js';

/**
 * The name of a pipeline file without a `name`: that of the file, with a dash in place of characters that a name cannot have.
 * Two files may come to one name, as two in different folders do.
 */
export function nameOfFile(file: string): string {
  const written = basename(file).replace(/(\.pipeline)?\.(ya?ml|json)$/, '');
  if (folderName().safeParse(written).success) return written;
  const plain = written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 80)
    .replace(/[-.]+$/, '');
  if (plain === '') return 'pipeline';
  return folderName().safeParse(plain).success ? plain : `pipeline-${plain}`.slice(0, 80);
}

import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Example, WORKSPACE } from './examples.js';

/** A project of a reader: what is installed, and nothing else. */
export async function createBlankProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-examples-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await symlink(join(WORKSPACE, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Writes an example into a folder of its own. @returns the file */
export async function writeExample(project: string, { name, code }: Example, ending: 'ts' | 'js'): Promise<string> {
  const folder = join(project, name.replace(/\W+/g, '-'));
  await mkdir(folder, { recursive: true });
  const file = join(folder, `example.${ending}`);
  await writeFile(file, `${code}\nexport {};\n`);
  return file;
}

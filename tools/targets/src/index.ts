import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CreateNodesV2 } from '@nx/devkit';
import { type PackageManifest, targetsOfPackage } from './targets-of-package.js';

/** Gives every folder of `packages` and `tools` that holds a package.json the same targets, so that none repeats them. */
export const createNodesV2: CreateNodesV2 = [
  '{packages,tools}/*/package.json',
  (files, _options, { workspaceRoot }) =>
    Promise.all(
      files.map(async (file) => {
        const manifest: PackageManifest = JSON.parse(await readFile(join(workspaceRoot, file), 'utf8'));
        const root = dirname(file);
        return [file, { projects: { [root]: { targets: targetsOfPackage(root, manifest) } } }] as const;
      }),
    ),
];

export const createNodes: CreateNodesV2 = createNodesV2;
export const name = '@selvedge/workspace-targets';

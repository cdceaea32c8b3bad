import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreateNodesV2 } from '@nx/devkit';
import { field } from './image-folders.js';
import { DEFAULTS, type SelvedgePluginOptions } from './options.js';
import { type PipelineFile, readSpec } from './read-spec.js';
import { targetsOf } from './targets.js';

export type { SelvedgePluginOptions } from './options.js';

/**
 * Finds every pipeline file and gives its project a target that runs it. One result per project, not per file: Nx
 * replaces the `dependsOn` of a target that two results name, and the umbrella targets need all of theirs.
 */
export const createNodesV2: CreateNodesV2<SelvedgePluginOptions> = [
  '**/*.pipeline.{yaml,yml,json}',
  async (files, options, { workspaceRoot }) => {
    const settings = { ...DEFAULTS, ...options };
    const specs = await Promise.all(files.map((file) => readSpec(workspaceRoot, file)));
    const byProject = new Map<string, { first: string; specs: PipelineFile[] }>();
    for (const spec of specs) {
      if (spec === undefined) continue;
      const own = byProject.get(spec.project);
      if (own) own.specs.push(spec);
      else byProject.set(spec.project, { first: spec.file, specs: [spec] });
    }
    return Promise.all(
      [...byProject].map(async ([project, own]) => {
        const taken = await ownTargets(join(workspaceRoot, project));
        return [own.first, { projects: { [project]: { targets: targetsOf(own.specs, settings, taken) } } }] as const;
      }),
    ) as ReturnType<CreateNodesV2[1]>;
  },
];

/** Targets that a project has by its own files, and those that nearly every project has. */
async function ownTargets(folder: string): Promise<readonly string[]> {
  const read = async (name: string): Promise<Record<string, unknown>> =>
    readFile(join(folder, name), 'utf8').then(
      (text) => JSON.parse(text) as Record<string, unknown>,
      () => ({}),
    );
  const [manifest, project] = await Promise.all(
    ['package.json', 'project.json'].map((name) => read(name).catch(() => ({}))),
  );
  const named = [field(manifest, 'scripts'), field(field(manifest, 'nx'), 'targets'), field(project, 'targets')];
  return ['build', 'test', 'lint', 'typecheck', 'serve', ...named.flatMap((targets) => Object.keys(targets ?? {}))];
}

export const createNodes: CreateNodesV2<SelvedgePluginOptions> = createNodesV2;
export const name = '@selvedge/nx';

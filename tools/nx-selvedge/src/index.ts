import type { CreateNodesV2 } from '@nx/devkit';
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
    return [...byProject].map(([project, own]) => [
      own.first,
      { projects: { [project]: { targets: targetsOf(own.specs, settings) } } },
    ]);
  },
];

export const createNodes: CreateNodesV2<SelvedgePluginOptions> = createNodesV2;
export const name = '@selvedge/nx';

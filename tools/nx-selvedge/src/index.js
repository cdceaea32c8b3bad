import { readSpec } from './read-spec.js';
import { targetsOf } from './targets.js';

/** @type {Required<import('./index.js').SelvedgePluginOptions>} */
const DEFAULTS = {
  command: 'npx selvedge',
  dependsOn: [],
  inputs: [],
  runsDirectory: '{workspaceRoot}/runs',
};

/**
 * Finds every pipeline file and gives its project a target that runs it. One result per project, not per file: Nx
 * replaces the `dependsOn` of a target that two results name, and the umbrella targets need all of theirs.
 *
 * @type {import('@nx/devkit').CreateNodesV2<import('./index.js').SelvedgePluginOptions>}
 */
export const createNodesV2 = [
  '**/*.pipeline.{yaml,yml,json}',
  async (files, options, { workspaceRoot }) => {
    const settings = { ...DEFAULTS, ...options };
    const specs = await Promise.all(files.map((file) => readSpec(workspaceRoot, file)));
    const byProject = new Map();
    for (const spec of specs) {
      if (spec !== undefined) byProject.set(spec.project, [...(byProject.get(spec.project) ?? []), spec]);
    }
    return [...byProject].map(([project, own]) => [
      own[0].file,
      { projects: { [project]: { targets: targetsOf(own, settings) } } },
    ]);
  },
];

export const createNodes = createNodesV2;
export const name = '@selvedge/nx';

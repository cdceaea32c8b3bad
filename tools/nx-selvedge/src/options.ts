import type { TargetDependencyConfig } from '@nx/devkit';

/** Options of the plugin in `nx.json`. */
export interface SelvedgePluginOptions {
  /** How the command line is started, from the workspace's root; default `npx selvedge`. */
  readonly command?: string;
  /** What must be built before a pipeline can run; default nothing (`selvedge` is an installed package). */
  readonly dependsOn?: readonly (string | TargetDependencyConfig)[];
  /** Further inputs of every pipeline's cache key, in Nx's notation; default none. */
  readonly inputs?: readonly string[];
  /** Where runs are kept; default `{projectRoot}/runs`, so that projects with pipelines of one name keep apart. */
  readonly runsDirectory?: string;
}

export const DEFAULTS: Required<SelvedgePluginOptions> = {
  command: 'npx selvedge',
  dependsOn: [],
  inputs: [],
  runsDirectory: '{projectRoot}/runs',
};

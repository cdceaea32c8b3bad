/** Where a plugin is listed, and how a command or a program is given it otherwise: the end of a refusal. */
export const LIST_PLUGINS =
  'write `export default { plugins: [plugin] };` in selvedge.config.mjs beside the pipeline file or above it in the project, or pass --config FILE (in a program: `registry: createRegistry([plugin])`)';

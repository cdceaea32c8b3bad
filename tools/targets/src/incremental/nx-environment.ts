/** The environment of Nx in another workspace: what an Nx that runs us has set for itself does not reach it. */
export function nxEnvironment(workspace: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('NX_') && name !== 'NODE_OPTIONS');
  return { ...Object.fromEntries(own), NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: workspace };
}

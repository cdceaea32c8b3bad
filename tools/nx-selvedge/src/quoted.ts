/** Nx hands commands to a shell: plain names stay readable, anything else is quoted. */
export const quoted = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

/**
 * Where the module of a thread or a process lies: it needs JavaScript. Where a test runner loads the caller's TypeScript, the
 * compiled module in `dist` is taken.
 *
 * @param url - of the module, as `new URL('./x.worker.js', import.meta.url)`
 */
export function builtModule(url: URL, importer: string): URL {
  if (importer.endsWith('.ts')) url.pathname = url.pathname.replace(/\/src\/(?!.*\/src\/)/, '/dist/');
  return url;
}

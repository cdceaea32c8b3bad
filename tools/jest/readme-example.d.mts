/** Runs the first TypeScript block of a README; `printed` should equal `expected`, the comments behind its console.log lines. */
export function runReadmeExample(
  readme: URL,
  load: (name: string) => Promise<object>,
): Promise<{ printed: string[]; expected: string[] }>;

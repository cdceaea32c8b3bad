/** Runs the first TypeScript block of a README; `printed` should equal `expected`, the comments behind its console.log lines. */
export function runReadmeExample(
  readme: URL,
  load: (name: string) => Promise<object>,
): Promise<{ printed: string[]; expected: string[] }>;

/** Runs all TypeScript blocks of a guide as one program. */
export function runGuide(
  guide: URL,
  load: (name: string) => Promise<object>,
): Promise<{ printed: string[]; expected: string[] }>;

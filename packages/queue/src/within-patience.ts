/** Nobody may have to wait longer for Ctrl-C, whatever the database does. */
const CANCEL_MS = 1500;

/** Waits for what ends a run, but not for long. It never fails. */
export async function withinPatience(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CANCEL_MS);
  });
  await Promise.race([work.then(() => undefined).catch(() => undefined), late]);
  clearTimeout(timer);
}

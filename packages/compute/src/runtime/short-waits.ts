/** Further options of `InferenceSession.create`. */
type RuntimeOptions = Readonly<Record<string, unknown>>;

/**
 * How long a thread without work looks for some before it sleeps, in microseconds. With the runtime's default, waiting threads take
 * the processor from those who have work: of other processes, and of the same one where cores are shared.
 */
const WAIT_US = '50';

/** Unless the options say otherwise. */
export function withShortWaits(options: RuntimeOptions | undefined): RuntimeOptions {
  const { session, ...others } = (options?.['extra'] ?? {}) as { session?: { intra_op?: object } };
  const intraOp = { spin_duration_us: WAIT_US, ...session?.intra_op };
  return { ...options, extra: { ...others, session: { ...session, intra_op: intraOp } } };
}

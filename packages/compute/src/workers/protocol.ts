import type { ErrorCode, Progress } from '@selvedge/data';

/** What the main thread sends: one call of one method. */
export interface CallMessage {
  readonly id: number;
  readonly method: string;
  readonly request: unknown;
  /** One word, not zero once the caller has aborted; shared, so that busy code sees it without an event loop. */
  readonly abortFlag: Int32Array;
  readonly wantsProgress: boolean;
}

/** What a worker thread sends back. */
export type ReplyMessage =
  | { readonly id: number; readonly kind: 'result'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'error'; readonly error: ErrorData };

/** An error as data: structured clones of errors lose their class and code. */
export interface ErrorData {
  /** Absent unless it was a `SelvedgeError`. */
  readonly code?: ErrorCode;
  readonly message: string;
  readonly stack?: string;
}

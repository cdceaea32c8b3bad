import type { Progress } from '@selvedge/data';
import type { ErrorCode } from '@selvedge/data/types';

/** What the main thread sends. */
export type RequestMessage = CallMessage | AbortMessage;

/** One call of one method. */
export interface CallMessage {
  readonly id: number;
  readonly kind: 'call';
  readonly method: string;
  readonly request: unknown;
  /**
   * One word, not zero once the caller has aborted; shared, so that busy code sees it without an event loop. Absent
   * where threads cannot share memory: then an `AbortMessage` follows.
   */
  readonly abortFlag?: Int32Array;
  readonly wantsProgress: boolean;
}

/** The caller has aborted the call of that id. */
export interface AbortMessage {
  readonly id: number;
  readonly kind: 'abort';
}

/** What a worker thread sends back. */
export type ReplyMessage =
  | { readonly id: number; readonly kind: 'result'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'error'; readonly error: ErrorData }
  | { readonly kind: 'notice'; readonly text: string };

/** An error as data: structured clones of errors lose their class and code. */
export interface ErrorData {
  /** Absent unless it was a `SelvedgeError`. */
  readonly code?: ErrorCode;
  readonly about?: 'data';
  readonly message: string;
  readonly stack?: string;
}

/** Row-major, channels together. */
export interface DecodedPicture<Values extends Uint8Array | Uint16Array = Uint8Array | Uint16Array> {
  /** `[height, width, channels]`; 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Bytes; with `depth: 16` numbers from 0 to 65535. */
  readonly values: Values;
}

/** Bytes, row-major, channels together. */
export interface DecodedPicture {
  /** `[height, width, channels]`; 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. */
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly values: Uint8Array;
}

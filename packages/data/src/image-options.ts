/** How pictures become rows of one size. */
export interface ImageOptions {
  /** Height and width in pixels; one number for both. Default: the pictures' own, which must not differ then. */
  readonly size?: number | readonly [height: number, width: number];
  /** `cover` cuts what sticks out, `contain` fills with the background, `stretch` changes proportions; default `cover`. */
  readonly fit?: 'cover' | 'contain' | 'stretch';
  /**
   * Of a row: one, or red, green and blue. Default: `rgb` where a size is given, else those that the pictures have, alpha
   * among them, which must not differ then.
   */
  readonly channels?: 'grey' | 'rgb';
  /** Default `linear`. Scaling down averages the pixels that it leaves out, except with `nearest`. */
  readonly interpolation?: 'nearest' | 'linear' | 'cubic' | 'lanczos3';
  /** Red, green and blue from 0 to 255, under transparent pixels and around contained pictures; default black. */
  readonly background?: readonly [red: number, green: number, blue: number];
  /**
   * Bits per channel of the rows. 8: bytes, to which pictures of 16 bits are scaled. 16: numbers from 0 to 65535, kept in
   * float32 and in a store in two bytes each; pictures of 8 bits are scaled to it, times 257. Default: 8, and pictures of 16 bits
   * are refused.
   */
  readonly depth?: 8 | 16;
}

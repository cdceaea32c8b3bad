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
  /** 8: pictures of 16 bits per channel are scaled to 8. Default: they are refused. */
  readonly depth?: 8;
}

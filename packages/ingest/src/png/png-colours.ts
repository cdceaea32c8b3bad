/** Pixels as fast-png hands them out, of 8 bits. */
export interface RawPixels {
  readonly values: Uint8Array;
  readonly pixels: number;
  readonly channels: number;
}

type Channels = readonly [values: Uint8Array, channels: number];

/**
 * Looks colours up in a palette.
 *
 * @param palette - RGB, or RGB and alpha where the picture has transparent colours
 * @param bad - makes the error for a colour that the palette lacks
 */
export function fromPalette(
  codes: Uint8Array,
  palette: readonly (readonly number[])[],
  bad: (why: string) => Error,
): Channels {
  const channels = palette[0]?.length ?? 3;
  const values = new Uint8Array(codes.length * channels);
  for (let at = 0; at < codes.length; at++) {
    const colour = palette[codes[at]];
    if (!colour) throw bad(`colour ${codes[at]} of a palette of ${palette.length}`);
    values.set(colour, at * channels);
  }
  return [values, channels];
}

/** Adds a channel of alpha: 0 where a pixel has the one colour that the picture states as transparent, else 255. */
export function withAlpha({ values, pixels, channels }: RawPixels, transparent: ArrayLike<number>): Channels {
  const wide = new Uint8Array(pixels * (channels + 1));
  for (let pixel = 0; pixel < pixels; pixel++) {
    let isTransparent = true;
    for (let channel = 0; channel < channels; channel++) {
      const value = values[pixel * channels + channel];
      wide[pixel * (channels + 1) + channel] = value;
      isTransparent &&= value === transparent[channel];
    }
    wide[pixel * (channels + 1) + channels] = isTransparent ? 0 : 255;
  }
  return [wide, channels + 1];
}

import { SelvedgeError } from '@selvedge/data';

export const corruptPicture = (what: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${what}: not a proper picture: ${why}. Fetch or make the file again.`, { cause });

export const otherFormat = (what: string, name: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: a picture in ${name}, which is not read; need JPEG, PNG, WebP, GIF, TIFF or AVIF. Save it as one of them.`,
  );

/** A picture that is as its format allows, of a kind that the decoder does not know. */
export const otherKind = (what: string, why: string, cause: unknown): SelvedgeError =>
  new SelvedgeError('unsupported', `${what}: a kind of picture that is not read: ${why}. Save it as PNG or JPEG.`, {
    cause,
  });

export const tooManyPixels = (what: string, width: number, height: number, most: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: ${width} x ${height} pixels are more than the ${most} that are read. Scale it down, or move it away.`,
  );

export const deeperThanBytes = (what: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: 16 bits per channel; need 8, or what to do with 16. Keep them with image: { depth: 16 }, or scale them to 8 with image: { depth: 8 }.`,
  );

export const unreadDepth = (what: string, depth: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: channels of type ${depth}; need whole numbers of 8 or 16 bits. Save it with 8 bits per channel.`,
  );

export const deepCmyk = (what: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: CMYK of 16 bits per channel, which is read as 8 alone. Write image: { depth: 8 }, or save it as RGB.`,
  );

export const tooManyChannels = (what: string, channels: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: ${channels} channels; need grey, RGB or CMYK, with alpha or without. Save those that you need as RGB.`,
  );

import { SelvedgeError } from '@selvedge/data';
import type { ImageOptions } from '@selvedge/data/types';
import sharp, { type Metadata, type Region, type Sharp, type SharpOptions } from 'sharp';
import { checkImageOptions } from './check-image-options.js';
import type { DecodedPicture } from './decoded-picture.js';
import { deepPicture, widened } from './deep-picture.js';
import {
  corruptPicture,
  deepCmyk,
  deeperThanBytes,
  otherKind,
  tooManyChannels,
  tooManyPixels,
  unreadDepth,
} from './errors.js';
import { fromCmyk } from './from-cmyk.js';
import { greyOf, greyWithAlpha } from './grey-of.js';
import { sniffFormat } from './picture-format.js';
import { containedIn, resized, sidesOf } from './resized.js';
import { unreadCompression } from './tiff-compression.js';

export interface DecodeImageOptions {
  /** Default: the picture's own size and channels. */
  readonly image?: ImageOptions;
  /** More pixels are refused before memory is taken; default 64 million. */
  readonly maxPixels?: number;
}

/** Of the decoders: another may give other pixels. */
export const decoderVersion: string = `sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}, rules 2`;

const MAX_PIXELS = 64_000_000;
const SECONDS = 120;

/**
 * Decodes a picture: JPEG, PNG, WebP, GIF, TIFF or AVIF, whatever its file is named. It is turned as its EXIF says and
 * converted to sRGB by its profile, CMYK without one as Pillow does it; of several frames or pages it is the first. Without
 * `image` its channels stay as they are, alpha among them; CMYK and colours of a palette become RGB.
 *
 * @param what - names the picture in errors
 * @throws SelvedgeError `corrupt-file` for a damaged or truncated picture; `unsupported` for other formats, more pixels than
 * `maxPixels`, and channels of more than 8 bits where no `depth` is asked for; `invalid-argument` for the options
 */
export async function decodeImage(
  bytes: Uint8Array,
  what: string,
  { image = {}, maxPixels = MAX_PIXELS }: DecodeImageOptions = {},
): Promise<DecodedPicture> {
  checkImageOptions(image);
  const format = sniffFormat(bytes, what);
  const decode = (failOn: SharpOptions['failOn']): Promise<DecodedPicture> =>
    decoded(bytes, what, image, maxPixels, { failOn, limitInputPixels: false }); // the header is checked with our words
  try {
    return await decode('warning').catch((cause: Error) => {
      if (!HARMLESS.test(cause.message)) throw cause;
      return decode('truncated');
    });
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    const packed = format === 'TIFF' ? unreadCompression(bytes) : undefined;
    if (packed !== undefined) throw otherKind(what, `a TIFF packed by ${packed}`, cause);
    const reason = reasonOf(cause as Error);
    throw UNKNOWN_KIND.test(reason) ? otherKind(what, reason, cause) : corruptPicture(what, reason, cause);
  }
}

/** Warnings that leave the pixels as they were meant: other decoders pass over them, and cameras cause them. */
const HARMLESS = /extraneous bytes before marker|Invalid SOS parameters|Unknown Adobe color transform/i;

/** What the decoder answers to a proper TIFF with more samples per pixel than colours have. */
const UNKNOWN_KIND = /samples out of range|channel limit/i;

function reasonOf({ message }: Error): string {
  const last = message.trim().split('\n').at(-1) ?? message;
  return /TIFF_SETGET/.test(last) ? 'a tag of a type that is not known' : last;
}

async function decoded(
  bytes: Uint8Array,
  what: string,
  image: ImageOptions,
  maxPixels: number,
  input: SharpOptions,
): Promise<DecodedPicture> {
  const about = await sharp(bytes, input).metadata();
  checkHeader(about, bytes.length, what, image, maxPixels);
  if (image.depth !== 16) return picture8(bytes, about, image, input);
  if (about.depth === 'uchar') return widened(await picture8(bytes, about, image, input));
  if (about.space === 'cmyk') throw deepCmyk(what);
  const { hasAlpha, space } = about;
  const isGrey = GREY_SPACES.includes(space);
  const read = await deepPicture(
    sharp(bytes, input).autoOrient().timeout({ seconds: SECONDS }),
    staysGrey(about, image) && !hasAlpha ? 'grey16' : 'rgb16',
    image,
  );
  if (image.channels === 'grey' && read.shape[2] === 3) return greyOf(read);
  return isGrey && hasAlpha && read.shape[2] === 4 ? greyWithAlpha(read) : read;
}

/** Whether no other channels are needed while a picture is read: grey, without alpha or coloured borders. */
function staysGrey({ space, hasAlpha }: Metadata, { size, channels, fit, background }: ImageOptions): boolean {
  if (!GREY_SPACES.includes(space) || (fit === 'contain' && background !== undefined)) return false;
  return channels === 'grey' || (channels === undefined && size === undefined && !hasAlpha);
}

/** The pixels of a picture in bytes. */
async function picture8(
  bytes: Uint8Array,
  about: Metadata,
  image: ImageOptions,
  input: SharpOptions,
): Promise<DecodedPicture> {
  const { size, channels = size === undefined ? undefined : 'rgb' } = image;
  const isPlainCmyk = about.space === 'cmyk' && !about.icc;
  const source = isPlainCmyk ? await fromCmyk(sharp(bytes, input)) : sharp(bytes, input).autoOrient();
  const flat = channels ? onBackground(source, about, image) : source;
  const isEnlarged = enlarges(about, image);
  const picture = isEnlarged ? flat : sized(flat, about, image);
  const isGrey = GREY_SPACES.includes(about.space);
  const { data, info } = await picture
    .toColourspace(staysGrey(about, image) ? 'b-w' : 'srgb')
    .timeout({ seconds: SECONDS })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const raw: DecodedPicture = { shape: [info.height, info.width, info.channels], values: data };
  const read = isEnlarged ? resized(raw, image) : raw;
  if (channels === 'grey' && info.channels === 3) return greyOf(read);
  return isGrey && info.channels === 4 ? greyWithAlpha(read) : read;
}

/** Whether a picture is made larger in height or width. */
function enlarges({ autoOrient }: Metadata, { size, fit = 'cover' }: ImageOptions): boolean {
  if (size === undefined) return false;
  const [height, width] = sidesOf(size);
  const ratios = [height / autoOrient.height, width / autoOrient.width];
  return (fit === 'contain' ? Math.min(...ratios) : Math.max(...ratios)) > 1;
}

const GREY_SPACES: readonly (string | undefined)[] = ['b-w', 'grey16'];

/** Deflate packs so many bytes into one at most. */
const MOST_DEFLATED = 1032;

function checkHeader(about: Metadata, bytes: number, what: string, image: ImageOptions, maxPixels: number): void {
  const { width, height, depth, channels, space, format } = about;
  if (width * height > maxPixels) throw tooManyPixels(what, width, height, maxPixels);
  if (format === 'png' && (width * height) / 8 > MOST_DEFLATED * bytes)
    throw corruptPicture(what, `its header claims ${width} x ${height} pixels, more than ${bytes} bytes hold`);
  if (channels > (space === 'cmyk' ? 5 : 4)) throw tooManyChannels(what, channels);
  if (depth === 'ushort' && image.depth === undefined) throw deeperThanBytes(what);
  if (depth !== 'uchar' && depth !== 'ushort') throw unreadDepth(what, String(depth));
}

function onBackground(picture: Sharp, { hasAlpha }: Metadata, { background = [0, 0, 0] }: ImageOptions): Sharp {
  const [r, g, b] = background;
  return hasAlpha ? picture.flatten({ background: { r, g, b } }) : picture;
}

/**
 * What `cover` cuts off is cut before scaling: sharp cuts afterwards, up to half a pixel of the result beside the middle,
 * which is 1.2 levels on average in noisy photographs. A JPEG that becomes much smaller is cut afterwards all the same, in
 * the very middle: it is decoded at a half, quarter or eighth of its size, which cutting before rules out.
 */
function sized(picture: Sharp, { autoOrient, format }: Metadata, image: ImageOptions): Sharp {
  const { size, fit = 'cover', interpolation = 'linear', background } = image;
  if (size === undefined) return picture;
  const [height, width] = sidesOf(size);
  const [r, g, b] = background ?? [0, 0, 0];
  // At least twice the result is decoded, as with Pillow's `reducing_gap`.
  const resize = { kernel: interpolation, fastShrinkOnLoad: false };
  if (fit === 'stretch') return picture.resize({ ...resize, height, width, fit: 'fill' });
  if (fit === 'contain') {
    const inside = containedIn([autoOrient.height, autoOrient.width], [height, width]);
    const { top, left } = inside;
    const [bottom, right] = [height - inside.height - top, width - inside.width - left];
    return picture
      .resize({ ...resize, height: inside.height, width: inside.width, fit: 'fill' })
      .extend({ top, left, bottom, right, background: { r, g, b } });
  }
  if (format === 'jpeg' && interpolation !== 'nearest' && ratioOf(autoOrient, height, width) >= SHRUNK_FROM) {
    const whole = wholeAround(autoOrient, height, width);
    const [top, left] = [(whole.height - height) / 2, (whole.width - width) / 2];
    return picture.resize({ ...resize, ...whole, fit: 'fill' }).extract({ top, left, height, width });
  }
  return picture.extract(middleOf(autoOrient, height, width)).resize({ ...resize, height, width, fit: 'fill' });
}

/** So many times smaller a result is whose picture is not decoded at its full size. */
const SHRUNK_FROM = 4;

/** How many times larger a picture is than what is to cover so many pixels. */
const ratioOf = (own: Metadata['autoOrient'], height: number, width: number): number =>
  Math.min(own.height / height, own.width / width);

/** The size of the whole picture of which the result is the middle: an even number of pixels more. */
function wholeAround(own: Metadata['autoOrient'], height: number, width: number): { height: number; width: number } {
  const ratio = ratioOf(own, height, width);
  const around = (pixels: number, inside: number): number => inside + 2 * Math.round((pixels / ratio - inside) / 2);
  return { height: around(own.height, height), width: around(own.width, width) };
}

/** The largest part in the middle that has the proportions of the result. */
function middleOf(own: Metadata['autoOrient'], height: number, width: number): Region {
  const ratio = Math.max(height / own.height, width / own.width);
  const [inHeight, inWidth] = [Math.round(height / ratio), Math.round(width / ratio)];
  const [top, left] = [Math.floor((own.height - inHeight) / 2), Math.floor((own.width - inWidth) / 2)];
  return { top, left, height: Math.max(1, inHeight), width: Math.max(1, inWidth) };
}

/** What to write where 16 bits of a picture are to be kept: rows of pictures are bytes, and arrays are read as they are. */
export const KEEPS_16_BITS =
  'To keep all 16, save the pixels as an array: numpy.savez(file, x=pixels, y=labels), with x of (rows, height, width) in uint16';

/** Names of files that are read as pictures. */
export const PICTURE: RegExp = /\.(png|jpe?g|jfif|webp|gif|tiff?|avif)$/i;

/** Names of pictures of kinds that are not read, and refused by name. */
export const OTHER_PICTURES: RegExp = /\.(bmp|heic|heif|jxl|jp2|psd|svg)$/i;

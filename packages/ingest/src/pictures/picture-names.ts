/** Names of files that are read as pictures. */
export const PICTURE: RegExp = /\.(png|jpe?g|jfif|webp|gif|tiff?|avif)$/i;

/** Whether this machine stores the least significant byte first, as almost all do. */
export const LITTLE_ENDIAN: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

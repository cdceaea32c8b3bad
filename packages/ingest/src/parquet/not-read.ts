/** Thrown for what Parquet allows and this library does not read. */
export class NotRead extends Error {}

/** Reads a file that both places have. */
export type ReadFixture = (name: string) => Promise<Uint8Array>;

/** Numbers that come out of seeds and files alone, so that every place must find the same. */
export type Figure = (read: ReadFixture) => Promise<ArrayLike<number>>;

/** Figures by name. */
export type Figures = Readonly<Record<string, Figure>>;

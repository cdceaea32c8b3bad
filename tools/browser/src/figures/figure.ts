/** Numbers that come out of seeds alone, so that every place must find the same. */
export type Figure = () => Promise<ArrayLike<number>>;

/** Figures by name. */
export type Figures = Readonly<Record<string, Figure>>;

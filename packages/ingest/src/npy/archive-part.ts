/** Rows of an archive, by the names of its arrays: `x_train`, `val_images`. */
export type ArchivePart = 'train' | 'validation' | 'test';

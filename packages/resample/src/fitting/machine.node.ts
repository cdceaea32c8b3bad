import { availableParallelism } from 'node:os';

export const cores = (): number => availableParallelism();

export const availableBytes = (): number => process.availableMemory();

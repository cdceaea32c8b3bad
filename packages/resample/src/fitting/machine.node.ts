export const availableBytes = (): number => process.availableMemory();

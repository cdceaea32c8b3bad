const { navigator } = globalThis as unknown as { readonly navigator?: { readonly hardwareConcurrency?: number } };

export const cores = (): number => navigator?.hardwareConcurrency ?? 1;

/** Browsers do not tell. */
export const availableBytes = (): number => Number.POSITIVE_INFINITY;

/** Loads the package of ml.js's engines, an optional peer. */
export const importMljs = (): Promise<typeof import('@selvedge/mljs')> => import('@selvedge/mljs');

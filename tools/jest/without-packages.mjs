import { register } from 'node:module';

// Makes this process one in which packages are not installed: their names, parted by commas, in the variable MISSING.
register(
  `data:text/javascript,${encodeURIComponent(`
    const missing = (process.env.MISSING ?? '').split(',');
    export async function resolve(name, context, next) {
      if (missing.includes(name)) {
        throw Object.assign(new Error("Cannot find package '" + name + "'"), { code: 'ERR_MODULE_NOT_FOUND' });
      }
      return next(name, context);
    }
  `)}`,
);

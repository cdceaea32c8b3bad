import Module, { register } from 'node:module';

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

// The same for require(), which also finds out where a package lies.
const missing = (process.env.MISSING ?? '').split(',');
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => {
  if (!missing.some((one) => name === one || name === `${one}/package.json`)) return resolve(name, ...rest);
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
};

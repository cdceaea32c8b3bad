import { register } from 'node:module';

// Makes this process one in which onnxruntime-node is not installed.
register(
  `data:text/javascript,${encodeURIComponent(`
    export async function resolve(name, context, next) {
      if (name === 'onnxruntime-node') {
        throw Object.assign(new Error("Cannot find package 'onnxruntime-node'"), { code: 'ERR_MODULE_NOT_FOUND' });
      }
      return next(name, context);
    }
  `)}`,
);

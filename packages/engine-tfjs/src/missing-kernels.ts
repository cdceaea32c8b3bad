import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './tensorflow.js';

/**
 * Registers kernels that the portable backends of 4.22 lack or have wrong. WASM: the gradient of a convolution in its
 * filter, without which it can train no convolution, and the gradient of max pooling, wrong where a maximum is
 * negative. Both: the gradient of average pooling, which divides windows at a padded edge by their full size.
 *
 * @see https://github.com/tensorflow/tfjs/issues/8474
 */
export function registerMissingKernels(tf: TensorFlow, backend: 'wasm' | 'cpu'): void {
  register(tf, backend, 'AvgPoolGrad', ({ inputs, attrs }) => averagePoolGradient(tf, inputs, attrs));
  if (backend === 'cpu') return;
  register(tf, backend, 'Conv2DBackpropFilter', ({ inputs, attrs }) => filterGradient(tf, inputs, attrs));
  register(tf, backend, 'MaxPoolGrad', ({ inputs, attrs }) => maxPoolGradient(tf, inputs, attrs));
}

function register(tf: TensorFlow, backendName: string, kernelName: string, kernelFunc: KernelFunc): void {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc });
}

/** Per place of the filter: a strided slice of the input times the output gradient, as one matrix product. */
function filterGradient(tf: TensorFlow, inputs: NamedTensorInfoMap, attrs: NamedAttrMap | undefined): TensorInfo {
  const { strides, pad, filterShape } = attrs as unknown as {
    strides: [number, number] | number;
    pad: 'same' | 'valid' | number;
    filterShape: [number, number, number, number];
  };
  return tf.tidy(() => {
    const x = asTensor(inputs['x']);
    const dy = asTensor(inputs['dy']);
    const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad);
    const { padInfo, strideHeight, strideWidth, outHeight, outWidth, inChannels, outChannels } = info;
    const padded = tf.pad(x, [
      [0, 0],
      [padInfo.top, padInfo.bottom],
      [padInfo.left, padInfo.right],
      [0, 0],
    ]);
    const rows = info.batchSize * outHeight * outWidth;
    const gradients = tf.reshape(dy, [rows, outChannels]);
    const places = [];
    for (let row = 0; row < info.filterHeight; row++) {
      for (let column = 0; column < info.filterWidth; column++) {
        const lastRow = row + (outHeight - 1) * strideHeight;
        const lastColumn = column + (outWidth - 1) * strideWidth;
        const end = [info.batchSize, lastRow + 1, lastColumn + 1, inChannels];
        const seen = tf.stridedSlice(padded, [0, row, column, 0], end, [1, strideHeight, strideWidth, 1]);
        places.push(tf.matMul(tf.reshape(seen, [rows, inChannels]), gradients, true, false));
      }
    }
    return tf.reshape(tf.stack(places), filterShape);
  });
}

/** Sends each output's gradient to the first maximum of its window, in row-major order. */
function maxPoolGradient(tf: TensorFlow, inputs: NamedTensorInfoMap, attrs: NamedAttrMap | undefined): TensorInfo {
  const x = asTensor(inputs['input']);
  const values = x.dataSync();
  const gradients = asTensor(inputs['dy']).dataSync();
  const out = new Float32Array(values.length);
  eachWindow(tf, x.shape, attrs, (at, window) => {
    let best = window[0];
    for (const place of window) if (values[place] > values[best]) best = place;
    out[best] += gradients[at];
  });
  return tf.tensor(out, x.shape);
}

/** Divides each output's gradient among the places of its window that lie inside of the image. */
function averagePoolGradient(tf: TensorFlow, inputs: NamedTensorInfoMap, attrs: NamedAttrMap | undefined): TensorInfo {
  const { shape } = asTensor(inputs['input']);
  const gradients = asTensor(inputs['dy']).dataSync();
  const out = new Float32Array(shape[0] * shape[1] * shape[2] * shape[3]);
  eachWindow(tf, shape, attrs, (at, window) => {
    for (const place of window) out[place] += gradients[at] / window.length;
  });
  return tf.tensor(out, shape);
}

/** Calls `visit` with every output's index and the indices of its inputs, in row-major order, without padding. */
function eachWindow(
  tf: TensorFlow,
  shape: Tensor4D['shape'],
  attrs: NamedAttrMap | undefined,
  visit: (at: number, window: readonly number[]) => void,
): void {
  const { filterSize, strides, pad } = attrs as unknown as {
    filterSize: [number, number] | number;
    strides: [number, number] | number;
    pad: 'same' | 'valid' | number;
  };
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
  const { inHeight, inWidth, outHeight, outWidth, inChannels: channels, padInfo } = info;
  const outputs = info.batchSize * outHeight * outWidth * channels;
  const window: number[] = [];
  for (let at = 0; at < outputs; at++) {
    const channel = at % channels;
    const left = (Math.floor(at / channels) % outWidth) * info.strideWidth - padInfo.left;
    const top = (Math.floor(at / (channels * outWidth)) % outHeight) * info.strideHeight - padInfo.top;
    const image = Math.floor(at / (channels * outWidth * outHeight)) * inHeight;
    const right = Math.min(inWidth, left + info.filterWidth);
    const bottom = Math.min(inHeight, top + info.filterHeight);
    window.length = 0;
    for (let row = Math.max(0, top); row < bottom; row++) {
      for (let column = Math.max(0, left); column < right; column++) {
        window.push(((image + row) * inWidth + column) * channels + channel);
      }
    }
    visit(at, window);
  }
}

/** Inside a kernel inputs are tensors already, whatever their type says. */
const asTensor = (info: TensorInfo | undefined): Tensor4D => info as Tensor4D;

import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './tensorflow.js';

/**
 * Registers two kernels with the WASM backend: the gradient of a convolution in its filter, which it lacks and without
 * which it can train no convolution, and the gradient of max pooling, which of 4.22 is wrong where a maximum is
 * negative.
 *
 * @see https://github.com/tensorflow/tfjs/issues/8474
 */
export function registerMissingKernels(tf: TensorFlow): void {
  register(tf, 'Conv2DBackpropFilter', ({ inputs, attrs }) => filterGradient(tf, inputs, attrs));
  register(tf, 'MaxPoolGrad', ({ inputs, attrs }) => maxPoolGradient(tf, inputs, attrs));
}

function register(tf: TensorFlow, kernelName: string, kernelFunc: KernelFunc): void {
  const backendName = 'wasm';
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
  const { filterSize, strides, pad } = attrs as unknown as {
    filterSize: [number, number] | number;
    strides: [number, number] | number;
    pad: 'same' | 'valid' | number;
  };
  const x = asTensor(inputs['input']);
  const info = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad);
  const values = x.dataSync();
  const gradients = asTensor(inputs['dy']).dataSync();
  const out = new Float32Array(values.length);
  const { inHeight, inWidth, outHeight, outWidth, inChannels: channels, padInfo } = info;
  for (let at = 0; at < gradients.length; at++) {
    const channel = at % channels;
    const firstColumn = (Math.floor(at / channels) % outWidth) * info.strideWidth - padInfo.left;
    const firstRow = (Math.floor(at / (channels * outWidth)) % outHeight) * info.strideHeight - padInfo.top;
    const image = Math.floor(at / (channels * outWidth * outHeight)) * inHeight;
    let best = -1;
    for (let row = Math.max(0, firstRow); row < Math.min(inHeight, firstRow + info.filterHeight); row++) {
      for (
        let column = Math.max(0, firstColumn);
        column < Math.min(inWidth, firstColumn + info.filterWidth);
        column++
      ) {
        const place = ((image + row) * inWidth + column) * channels + channel;
        if (best < 0 || values[place] > values[best]) best = place;
      }
    }
    out[best] += gradients[at];
  }
  return tf.tensor(out, x.shape);
}

/** Inside a kernel inputs are tensors already, whatever their type says. */
const asTensor = (info: TensorInfo | undefined): Tensor4D => info as Tensor4D;

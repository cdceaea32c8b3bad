import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, NCHWC, padded, type Sizes, toLayout } from '../graph/layout.js';
import type { Lowered, Lowering, NodeOf } from '../lower/lowering.js';
import { channelMeans, padChannels, takeChannels } from './channels.js';

type ConvNode = NodeOf<'conv2d'>;

/** Convolution with stride 1 by the runtime's blocked operator, forward and both gradients. */
export function lowerBlockedConv2d(
  context: Lowering,
  node: ConvNode,
  [input]: readonly Activation[],
  way: 'blocked' | 'direct',
  relu: boolean,
): Lowered {
  const { g, sizes } = context;
  const { filters, kernelSize, pads } = node.operation;
  const [top, bottom, left, right] = pads;
  const x = toLayout(g, sizes, input, way === 'direct' ? 'nchw' : 'blocked');
  const kernel = context.parameter(node, 'kernel') as Name;
  const bias = context.parameter(node, 'bias');
  const wideBias = bias === undefined ? [] : [padChannels(g, sizes, bias, filters)];
  const attributes = {
    kernel_shape: { ints: kernelSize },
    pads: { ints: [top, left, bottom, right] },
    ...(relu ? { activation: { string: 'Relu' } } : {}),
  };
  const y = g.op('Conv', [x.name, kernel, ...wideBias], attributes, NCHWC);

  return {
    output: { name: y, layout: 'blocked', shape: node.outputShape },
    backward(dy, [wanted]) {
      if (node.trainable) {
        context.setGradient(node, 'kernel', kernelGradient(g, sizes, node, x, way, dy));
        if (bias !== undefined) {
          const [height, width] = node.outputShape;
          const sum = g.scale(channelMeans(g, dy), sizes.batch * height * width);
          context.setGradient(node, 'bias', takeChannels(g, sizes, sum, filters));
        }
      }
      if (!wanted) return [undefined];
      const turned = turnedKernel(g, sizes, node, kernel);
      const dx = g.op(
        'Conv',
        [dy, turned],
        {
          kernel_shape: { ints: kernelSize },
          pads: {
            ints: [
              kernelSize[0] - 1 - top,
              kernelSize[1] - 1 - left,
              kernelSize[0] - 1 - bottom,
              kernelSize[1] - 1 - right,
            ],
          },
        },
        NCHWC,
      );
      return [{ ...x, name: dx }];
    },
  };
}

/** The input's gradient is a convolution with the kernel turned by 180 degrees, input and output channels swapped. */
function turnedKernel(g: GraphBuilder, { block }: Sizes, node: ConvNode, kernel: Name): Name {
  const [rows, columns] = node.operation.kernelSize;
  const filters = padded(node.operation.filters, block);
  const channels = padded(node.inputShapes[0][2], block);
  const places = rows * columns;
  const apart = g.reshape(kernel, [filters / block, channels / block, places, block, block]);
  const swapped = g.transpose(apart, [1, 0, 2, 4, 3]);
  const backwards = g.ints(Array.from({ length: places }, (_, at) => places - 1 - at));
  const turned = places === 1 ? swapped : g.op('Gather', [swapped, backwards], { axis: { int: 2 } });
  return g.reshape(turned, [channels, filters, rows, columns]);
}

/**
 * The kernel's gradient, too, is one blocked convolution: images take the place of channels, the output's gradient is
 * the kernel, and the channels lie beside each other along the width, which the dilation skips over.
 *
 * That kernel is as large as the image. Beyond about a megabyte per block of images it does not stay in the second
 * level cache, from which it is read again for every few outputs: then the image is cut into bands of rows that join
 * the images as further channels (measured on 28 x 28 x 64: 257 GFLOP/s instead of 125).
 */
function kernelGradient(
  g: GraphBuilder,
  sizes: Sizes,
  node: ConvNode,
  input: Activation,
  way: 'blocked' | 'direct',
  dy: Name,
): Name {
  const { block, batch } = sizes;
  const [rows, columns] = node.operation.kernelSize;
  const [height, width] = node.outputShape;
  const filters = padded(node.operation.filters, block);
  const inner = way === 'direct' ? 1 : block;
  const channels = padded(node.inputShapes[0][2], inner);
  const images = padded(batch, block);
  const bands = bandsOf(height, width, filters);
  const band = height / bands;

  const x = imagesAsChannels(g, sizes, node, input, channels);
  const xBands = bands === 1 ? x : overlappingBands(g, x, images / block, height + rows - 1, bands, band, rows);
  const wide = (width + columns - 1) * channels;
  const wideX = g.reshape(xBands, [1, images * bands, band + rows - 1, wide]);

  const allDy = images === batch ? dy : g.op('Pad', [dy, g.ints([0, 0, 0, 0, images - batch, 0, 0, 0])]);
  const asKernel = g.reshape(kernelOrder(g, allDy, block, images, filters, height * width), [
    filters,
    images * bands,
    band,
    width,
  ]);

  const attributes = { kernel_shape: { ints: [band, width] }, dilations: { ints: [1, channels] } };
  const gradient = g.op('Conv', [wideX, asKernel], attributes, NCHWC);
  // [filters / b, places, in / b, b in x b filters] -> [filters / b, in / b, places, ...]
  const places = g.reshape(gradient, [filters / block, rows * columns, channels / inner, inner * block]);
  return g.reshape(g.transpose(places, [0, 2, 1, 3]), [filters, channels, rows, columns]);
}

/** [images, filters / b, places, b filters] -> [filters / b, images / b, places, b images, b filters] */
function kernelOrder(g: GraphBuilder, dy: Name, block: number, images: number, filters: number, places: number): Name {
  // Gather copies rows of one block on all cores; Transpose, on one, is slower.
  const from = new Int32Array((images * filters * places) / block);
  let at = 0;
  for (let filterBlock = 0; filterBlock < filters / block; filterBlock++) {
    for (let firstImage = 0; firstImage < images; firstImage += block) {
      for (let place = 0; place < places; place++) {
        for (let image = firstImage; image < firstImage + block; image++) {
          from[at++] = ((image * filters) / block + filterBlock) * places + place;
        }
      }
    }
  }
  const name = `rows ${images} ${filters} ${places}`;
  return g.op('Gather', [g.reshape(dy, [from.length, block]), g.constant(from, [from.length], name)], {
    axis: { int: 0 },
  });
}

/** [batch, height, width, channels] with its zero padding, seen as one image whose channels are the images. */
function imagesAsChannels(g: GraphBuilder, sizes: Sizes, node: ConvNode, input: Activation, channels: number): Name {
  const { batch, block } = sizes;
  const [top, bottom, left, right] = node.operation.pads;
  const [height, width] = input.shape;
  const images = padded(batch, block);
  const rows = toLayout(g, sizes, { ...input, shape: [height, width, channels] }, 'rows'); // padded channels and all
  const flat = g.reshape(rows.name, [batch, height, width * channels]);
  const pads = [0, top, left * channels, images - batch, bottom, right * channels];
  const paddedX = pads.every((pad) => pad === 0) ? flat : g.op('Pad', [flat, g.ints(pads)]);
  const dims = [1, images, height + top + bottom, (width + left + right) * channels];
  return g.op('ReorderInput', [g.reshape(paddedX, dims)], { channels_last: { int: 0 } }, NCHWC);
}

/** Bands of `band` rows with the rows after them that the kernel reaches, one after the other. */
function overlappingBands(
  g: GraphBuilder,
  x: Name,
  imageBlocks: number,
  height: number,
  bands: number,
  band: number,
  kernelRows: number,
): Name {
  const rows = Array.from({ length: bands }, (_, at) =>
    Array.from({ length: band + kernelRows - 1 }, (__, row) => at * band + row),
  ).flat();
  return g.op('Gather', [g.reshape(x, [imageBlocks, height, -1]), g.ints(rows)], { axis: { int: 1 } });
}

/** Numbers of a band times filters, of which the runtime takes 64 at once: a megabyte per block of 16 images. */
const BAND_SIZE = 16384;

function bandsOf(height: number, width: number, filters: number): number {
  const most = BAND_SIZE / Math.min(filters, 64);
  for (let bands = 1; bands < height; bands++) {
    if (height % bands === 0 && (height / bands) * width <= most) return bands;
  }
  return height;
}

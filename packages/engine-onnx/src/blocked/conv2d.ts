// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf, NCHWC, padded, type Sizes, toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from '../lower/lowering.js';
import type { NodeOf } from '../lower/node-of.js';
import { channelSums, padChannels, takeChannels } from './channels.js';
import { gatherBlocks } from './gather-blocks.js';
import { weighWindows } from './window-signs.js';

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
        const { name, dims } = kernelGradient(context, node, x, dy);
        context.setGradient(node, 'kernel', name, dims);
        if (bias !== undefined) {
          const sums = channelSums(context, dy, dimsOf(sizes, 'blocked', node.outputShape));
          context.setGradient(node, 'bias', takeChannels(g, sizes, sums, filters));
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
  const [filterBlocks, channelBlocks, places] = [filters / block, channels / block, rows * columns];
  const count = filterBlocks * channelBlocks * places;
  // Squares of b channels x b filters are images of b channels here: the reordering transposes each, on all cores.
  const squares = g.reshape(kernel, [count, block, 1, block]);
  const transposed = g.op('ReorderInput', [squares], { channels_last: { int: 0 } }, NCHWC);
  const from = new Int32Array(count);
  let at = 0;
  for (let channel = 0; channel < channelBlocks; channel++) {
    for (let filter = 0; filter < filterBlocks; filter++) {
      for (let place = places - 1; place >= 0; place--)
        from[at++] = (filter * channelBlocks + channel) * places + place;
    }
  }
  const turned = gatherBlocks(g, transposed, from);
  return g.reshape(turned, [channels, filters, rows, columns]);
}

/**
 * The kernel's gradient, too, is one blocked convolution: images take the place of channels, the output's gradient is
 * the kernel, blocks of channels are separate images, and the channels of a block lie beside each other along the
 * width, which the dilation skips over.
 *
 * That kernel is as large as the image. Beyond about a megabyte per block of images it does not stay in the second
 * level cache, from which it is read again for every few outputs: then the image is cut into bands of rows that join
 * the images as further channels (measured on 28 x 28 x 64: 257 GFLOP/s instead of 125).
 */
function kernelGradient(context: Lowering, node: ConvNode, input: Activation, dy: Name): Shaped {
  const { g, sizes } = context;
  const { block, batch } = sizes;
  const [rows, columns] = node.operation.kernelSize;
  const [top, bottom, left, right] = node.operation.pads;
  const [height, width] = node.outputShape;
  const [inputHeight, inputWidth, inputChannels] = input.shape;
  const filters = padded(node.operation.filters, block);
  const inner = input.layout === 'blocked' ? block : inputChannels; // channels beside each other
  const parts = input.layout === 'blocked' ? padded(inputChannels, block) / block : 1;
  const images = padded(batch, block);
  const bands = bandsOf(height, width, filters);
  const blocks = (images / block) * bands;
  const groups = groupsOf(context.threads, { filters, rows: rows * parts, block, blocks });

  // Rows of padding are left to the convolution, which skips them, unless they belong to the first and last bands.
  const [above, below] = bands === 1 ? [0, 0] : [top, bottom];
  const wide = withZeros(g, sizes, input, { images, above, below, left, right });
  const [paddedHeight, paddedWidth] = [inputHeight + above + below, (inputWidth + left + right) * inner];
  const asOne = g.reshape(wide, [1, images, parts * paddedHeight, paddedWidth]);
  const imagesLast = g.op('ReorderInput', [asOne], { channels_last: { int: 0 } }, NCHWC);
  const band = height / bands;
  const lineCount = paddedHeight - height + band;
  const cut = { imageBlocks: images / block, parts, bands, height: paddedHeight, band, lines: lineCount };
  const lines = g.reshape(imagesLast, [(images / block) * parts * paddedHeight, paddedWidth * block]);
  const xBands = parts === 1 && bands === 1 ? lines : gatherBlocks(g, lines, linesOf(cut));

  const allDy = images === batch ? dy : g.op('Pad', [dy, g.ints([0, 0, 0, 0, images - batch, 0, 0, 0])]);
  const asKernel = kernelOrder(context, allDy, { images, bands, filters, places: height * width, groups });
  const gradient = g.op(
    'Conv',
    [
      g.reshape(xBands, [parts, images * bands, lineCount, paddedWidth]),
      g.reshape(asKernel, [groups * filters, (images * bands) / groups, band, width]),
    ],
    {
      kernel_shape: { ints: [band, width] },
      pads: { ints: bands === 1 ? [top, 0, bottom, 0] : [0, 0, 0, 0] },
      dilations: { ints: [1, inner] },
      group: { int: groups },
    },
    NCHWC,
  );
  const places = rows * columns;
  const each = filters * places * inner;
  const summed: Shaped =
    groups === 1
      ? { name: gradient, dims: [parts, filters, rows, columns * inner] }
      : { name: g.sum(g.reshape(gradient, [parts, groups, each]), [1], false), dims: [parts, each] };
  return input.layout === 'blocked'
    ? swapped(g, summed, [parts, filters / block, places * inner * block], 0) // [filters / b, in / b, places, b in, b]
    : swapped(g, summed, [filters / block, places, inner, block], 1); // [filters / b, in, places, b filters]
}

/** Zeros around every image, and images of zeros after the last one. */
function withZeros(
  g: GraphBuilder,
  sizes: Sizes,
  x: Activation,
  { images, above, below, left, right }: Readonly<Record<'images' | 'above' | 'below' | 'left' | 'right', number>>,
): Name {
  const [height, width, channels] = x.shape;
  const missing = images - sizes.batch;
  const isNeeded = above + below + left + right > 0;
  if (x.layout !== 'blocked') {
    const flat = g.reshape(toLayout(g, sizes, x, 'rows').name, [sizes.batch, height, width * channels]);
    const pads = [0, above, left * channels, missing, below, right * channels];
    return isNeeded || missing > 0 ? g.op('Pad', [flat, g.ints(pads)]) : flat;
  }
  // A convolution by 1 writes zeros around an image on all cores; Pad takes one.
  const { block } = sizes;
  const blocks = { input: x.name, channels: padded(channels, block), block };
  const framed = isNeeded ? weighWindows(g, blocks, [[1]], { pads: { ints: [above, left, below, right] } }) : x.name;
  return missing === 0 ? framed : g.op('Pad', [framed, g.ints([0, 0, 0, 0, missing, 0, 0, 0])]);
}

/** A value and its dimensions. */
interface Shaped {
  readonly name: Name;
  readonly dims: readonly number[];
}

/** The value under the given dimensions, with axes `first` and `first` + 1 swapped. */
function swapped(g: GraphBuilder, value: Shaped, dims: readonly number[], first: number): Shaped {
  if (dims[first] === 1 || dims[first + 1] === 1) return value;
  const order = dims.map((_, axis) => (axis === first ? axis + 1 : axis === first + 1 ? axis - 1 : axis));
  return { name: g.transpose(g.reshape(value.name, dims), order), dims: order.map((axis) => dims[axis]) };
}

/**
 * [images, filters / b, places, b filters] -> [groups, filters / b, blocks of images and bands, places of a band,
 * b images, b filters]
 */
function kernelOrder(
  { g, sizes: { block }, unpooled }: Lowering,
  dy: Name,
  {
    images,
    bands,
    filters,
    places,
    groups,
  }: { readonly images: number; bands: number; filters: number; places: number; groups: number },
): Name {
  const filterBlocks = filters / block;
  const band = places / bands;
  const blocks = (images / block) * bands;
  const perGroup = blocks / groups;
  const from = new Int32Array((images * filters * places) / block);
  let at = 0;
  for (let group = 0; group < groups; group++) {
    for (let filterBlock = 0; filterBlock < filterBlocks; filterBlock++) {
      for (let part = group * perGroup; part < (group + 1) * perGroup; part++) {
        const firstImage = Math.floor(part / bands) * block;
        const firstPlace = (part % bands) * band;
        for (let place = firstPlace; place < firstPlace + band; place++) {
          for (let image = firstImage; image < firstImage + block; image++) {
            from[at++] = (image * filterBlocks + filterBlock) * places + place;
          }
        }
      }
    }
  }
  const before = unpooled.get(dy);
  if (before === undefined) return gatherBlocks(g, g.reshape(dy, [from.length, block]), from);
  return gatherBlocks(
    g,
    before.corners,
    from.map((row) => before.from[row]),
  );
}

/** Bands of rows with the rows after them that the kernel reaches, the parts of the channels apart. */
function linesOf({
  imageBlocks,
  parts,
  bands,
  height,
  band,
  lines,
}: Readonly<Record<'imageBlocks' | 'parts' | 'bands' | 'height' | 'band' | 'lines', number>>): Int32Array {
  const from: number[] = [];
  for (let part = 0; part < parts; part++) {
    for (let images = 0; images < imageBlocks; images++) {
      for (let at = 0; at < bands; at++) {
        const first = (images * parts + part) * height + at * band;
        for (let line = first; line < first + lines; line++) from.push(line);
      }
    }
  }
  return Int32Array.from(from);
}

/**
 * The runtime gives its threads rows of outputs of up to 64 filters. Where these do not divide evenly, the images are
 * divided among the threads instead, as groups of a grouped convolution, and their gradients are added.
 */
function groupsOf(
  threads: number,
  { filters, rows, block, blocks }: { readonly filters: number; rows: number; block: number; blocks: number },
): number {
  const shares = Math.ceil(filters / (4 * block)) * rows;
  return shares % threads === 0 || blocks % threads !== 0 ? 1 : threads;
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

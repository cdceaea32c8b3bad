"""Makes decode-image.reference.json: small pictures with the pixels that Pillow 12.3 reads, and of 16 bits those that OpenCV 5
and tifffile read. Run: python decode-image.reference.py"""
import base64, io, json, pathlib, random, struct, zlib
import cv2
import numpy as np
import tifffile
from PIL import Image, ImageCms, ImageOps

random.seed(4)
small = Image.new('RGB', (4, 3))
small.putdata([tuple(random.randrange(256) for _ in range(3)) for _ in range(12)])
scene = small.resize((24, 16), Image.BICUBIC)
large = small.resize((120, 80), Image.BICUBIC)
cases = []
KERNELS = {'nearest': Image.NEAREST, 'linear': Image.BILINEAR, 'cubic': Image.BICUBIC, 'lanczos3': Image.LANCZOS}
MODES = {1: 'L', 2: 'LA', 3: 'RGB', 4: 'RGBA'}
encode = lambda data: base64.b64encode(data).decode()


def bytes_of(image, format, options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def prepared(read, image):
    """What image: of a pipeline file does, in Pillow."""
    background = tuple(image.get('background', (0, 0, 0)))
    if read.mode in ('RGBA', 'LA', 'PA') or 'transparency' in read.info:
        rgba = read.convert('RGBA')
        read = Image.alpha_composite(Image.new('RGBA', read.size, background + (255,)), rgba).convert('RGB')
    read = read.convert('RGB' if read.mode != 'L' else 'L')
    if 'size' in image:
        size = tuple(reversed(image['size']))
        kernel = KERNELS[image.get('interpolation', 'linear')]
        fit = image.get('fit', 'cover')
        if fit == 'cover':
            read = ImageOps.fit(read, size, kernel)
        elif fit == 'stretch':
            read = read.resize(size, kernel)
        else:
            read = ImageOps.pad(read.convert('RGB'), size, kernel, color=background)
    return read.convert('L' if image.get('channels') == 'grey' else 'RGB')


def add(name, image, format='JPEG', channels=3, options=None, ask=None, data=None, read=None, **save):
    data = data or bytes_of(image, format, save)
    read = read or ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if ask is None:
        read = read.convert(MODES[channels])
    else:
        read = prepared(read, ask)
        channels = 1 if ask.get('channels') == 'grey' else 3
    case = {'name': name, 'file': encode(data), 'shape': [read.height, read.width, channels], 'pixels': encode(read.tobytes())}
    cases.append(case if ask is None else case | {'image': ask})


def chunk(kind, body):
    return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))


def png(width, height, depth, colour, rows, interlaced=False, before=b''):
    """Pillow writes no PNG of 2 bits in grey, of 16 bits in colour, and none that is interlaced."""
    header = chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, depth, colour, 0, 0, int(interlaced)))
    return b'\x89PNG\r\n\x1a\n' + header + before + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


def adam7(values, width, height, channels):
    out = bytearray()
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        for y in range(y0, height, dy):
            line = b''.join(values[(y * width + x) * channels:(y * width + x + 1) * channels] for x in range(x0, width, dx))
            if line:
                out += b'\0' + line
    return bytes(out)


add('a JPEG', scene, quality=90)
add('a progressive JPEG', scene, quality=90, progressive=True)
add('a JPEG of other samplings', scene, quality=90, subsampling=0)
add('a grey JPEG', scene.convert('L'), channels=1, quality=90)
add('a JPEG in CMYK', scene.convert('CMYK'), quality=90)
for turn in range(2, 9):
    exif = Image.Exif()
    exif[0x112] = turn
    add(f'a JPEG that EXIF turns, {turn}', scene, quality=90, exif=exif)
add('a PNG', scene, 'PNG')
add('a PNG with a palette', scene.quantize(16), 'PNG')
add('a grey PNG', scene.convert('L'), 'PNG', 1)
add('a PNG of 1 bit', scene.convert('1'), 'PNG', 1)
levels = [random.randrange(4) for _ in range(8 * 3)]
rows = b''.join(b'\0' + bytes(sum(levels[y * 8 + x + i] << (6 - 2 * i) for i in range(4)) for x in (0, 4)) for y in range(3))
add('a PNG of 2 bits', None, channels=1, data=png(8, 3, 2, 0, rows), read=Image.frombytes('L', (8, 3), bytes(85 * v for v in levels)))
levels = [random.randrange(16) for _ in range(8 * 3)]
rows = b''.join(b'\0' + bytes(levels[y * 8 + x] << 4 | levels[y * 8 + x + 1] for x in (0, 2, 4, 6)) for y in range(3))
add('a PNG of 4 bits', None, channels=1, data=png(8, 3, 4, 0, rows), read=Image.frombytes('L', (8, 3), bytes(17 * v for v in levels)))
add('an interlaced PNG', None, data=png(24, 16, 8, 2, adam7(scene.tobytes(), 24, 16, 3), True))
alpha = scene.convert('RGBA')
alpha.putalpha(Image.linear_gradient('L').resize(scene.size))
add('a PNG with alpha', alpha, 'PNG', 4)
add('a grey PNG with alpha', alpha.convert('LA'), 'PNG', 2)
deep = [random.randrange(65536) for _ in range(24 * 16)]
rows = b''.join(b'\0' + struct.pack('>24H', *deep[y * 24:y * 24 + 24]) for y in range(16))
add('a grey PNG of 16 bits', None, ask={'depth': 8, 'channels': 'grey'}, data=png(24, 16, 16, 0, rows),
    read=Image.frombytes('L', (24, 16), bytes(v >> 8 for v in deep)))
deep = [random.randrange(65536) for _ in range(24 * 16 * 3)]
rows = b''.join(b'\0' + struct.pack('>72H', *deep[y * 72:y * 72 + 72]) for y in range(16))
add('a PNG of 16 bits in colour', None, ask={'depth': 8, 'channels': 'rgb'}, data=png(24, 16, 16, 2, rows),
    read=Image.frombytes('RGB', (24, 16), bytes(v >> 8 for v in deep)))
add('a WebP', scene, 'WEBP', lossless=True)
add('a lossy WebP', scene, 'WEBP', quality=90)
add('a WebP with alpha', alpha, 'WEBP', 4, lossless=True, exact=True)
add('a TIFF', scene, 'TIFF', compression='tiff_lzw')
add('a grey TIFF', scene.convert('L'), 'TIFF', 1)
add('a TIFF of 1 bit', scene.convert('1'), 'TIFF', 1, compression='group4')
add('a GIF', scene.quantize(16), 'GIF')
add('the first frame of a GIF', scene.quantize(16), 'GIF', ask={'channels': 'rgb'}, save_all=True, append_images=[large.resize((24, 16)).rotate(180).quantize(16)])
add('an AVIF', scene, 'AVIF', quality=95, subsampling='4:4:4')

profile = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB'))
add('a JPEG with a profile', scene, quality=90, icc_profile=profile.tobytes())

for interpolation in KERNELS:
    ask = {'size': [32, 32], 'interpolation': interpolation}
    add(f'a JPEG made smaller, {interpolation}', large, ask=ask, quality=95)
    add(f'a PNG made larger, {interpolation}', scene, 'PNG', ask=ask)
add('a PNG made larger, stretched', scene, 'PNG', ask={'size': [32, 48], 'fit': 'stretch'})
for fit in ('cover', 'stretch'):
    add(f'a PNG, {fit}', large, 'PNG', ask={'size': [41, 30], 'fit': fit, 'background': [255, 128, 0]})
add('grey of colours', scene, 'PNG', ask={'channels': 'grey'})
add('colours of grey', scene.convert('L'), 'PNG', ask={'channels': 'rgb'})
add('alpha on its background', alpha, 'PNG', ask={'channels': 'rgb', 'background': [200, 100, 0]})
add('alpha on black', alpha, 'PNG', ask={'channels': 'rgb'})
add('alpha in grey', alpha.convert('LA'), 'PNG', ask={'channels': 'grey', 'background': [255, 255, 255]})
add('a PNG, contain', large, 'PNG', ask={'size': [40, 30], 'fit': 'contain', 'background': [255, 128, 0]})
for height in (23, 25):
    add(f'a PNG with borders of odd height, {height}', large, 'PNG', ask={'size': [height, 30], 'fit': 'contain', 'background': [9, 0, 255]})
    add(f'a larger PNG with borders of odd height, {height}', scene, 'PNG', ask={'size': [height + 16, 54], 'fit': 'contain'})

# 16 bits. Pillow scales arrays of floats; what it reads of 16 bits in colour are bytes.
def resized16(pixels, size, kernel, box=None):
    planes = [np.asarray(Image.fromarray(plane.astype(np.float32)).resize(size, kernel, box=box)) for plane in np.moveaxis(pixels, 2, 0)]
    return np.clip(np.round(np.stack(planes, 2)), 0, 65535)


def add16(name, data, pixels, ask={}):
    pixels = np.asarray(pixels).astype('<u2')
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    cases.append({'name': name, 'file': encode(data), 'shape': list(pixels.shape), 'pixels': encode(pixels.tobytes()), 'image': {'depth': 16} | ask})


def tiff(pixels, **options):
    out = io.BytesIO()
    tifffile.imwrite(out, pixels, **options)
    assert np.array_equal(tifffile.imread(io.BytesIO(out.getvalue())), pixels)
    return out.getvalue()


def png16(pixels):
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    rows = b''.join(b'\0' + line.astype('>u2').tobytes() for line in pixels)
    data = png(pixels.shape[1], pixels.shape[0], 16, {1: 0, 2: 4, 3: 2, 4: 6}[pixels.shape[2]], rows)
    read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels.shape[2] == 3:
        assert np.array_equal(read[:, :, ::-1], pixels)
    return data


random16 = np.random.default_rng(4)
smooth = np.asarray(large.resize((40, 30), Image.BICUBIC)).astype(np.float64)
colours = np.clip(smooth * 257 + random16.integers(-128, 128, smooth.shape), 0, 65535).astype(np.uint16)
greys = colours[:, :, 0].copy()
for channels in (1, 2, 3, 4):
    noise = random16.integers(0, 65536, (6, 7, channels)).astype(np.uint16)
    add16(f'a PNG of 16 bits kept, channels: {channels}', png16(noise), noise)
assert np.array_equal(np.asarray(Image.open(io.BytesIO(png16(greys)))), greys)
add16('a grey TIFF of 16 bits kept', tiff(greys), greys)
add16('a TIFF of 16 bits in colour kept', tiff(colours, photometric='rgb', compression='zlib'), colours)
add16('a big-endian TIFF of 16 bits kept', tiff(colours, photometric='rgb', byteorder='>'), colours)
add16('8 bits as 16', bytes_of(scene, 'PNG', {}), np.asarray(scene).astype(np.uint32) * 257)
for kernel in ('nearest', 'linear', 'cubic', 'lanczos3'):
    add16(f'16 bits made smaller, {kernel}', png16(colours), resized16(colours, (20, 20), KERNELS[kernel], (5, 0, 35, 30)), {'size': 20, 'interpolation': kernel})
    add16(f'16 bits made larger, {kernel}', png16(greys), resized16(greys[:, :, None], (80, 48), KERNELS[kernel]), {'size': [48, 80], 'fit': 'stretch', 'interpolation': kernel, 'channels': 'grey'})
contained = np.tile(np.array([255, 128, 0]) * 257, (20, 20, 1))
contained[2:17] = resized16(colours, (20, 15), Image.BILINEAR)
add16('16 bits, contained', png16(colours), contained, {'size': 20, 'fit': 'contain', 'background': [255, 128, 0]})
luma = np.array([19595, 38470, 7471])
add16('grey of colours of 16 bits', png16(colours), (colours.astype(np.int64) @ luma + 0x8000) >> 16, {'channels': 'grey'})
add16('colours of grey of 16 bits', png16(greys), np.repeat(greys[:, :, None], 3, 2), {'channels': 'rgb'})
clear = np.concatenate([colours, random16.integers(0, 65536, (30, 40, 1)).astype(np.uint16)], 2)
below = np.array([255, 100, 0]) * 257.0
mixed = np.round(below + clear[:, :, 3:] / 65535 * (clear[:, :, :3] - below))
add16('alpha of 16 bits on its background', png16(clear), mixed, {'channels': 'rgb', 'background': [255, 100, 0]})
pathlib.Path(__file__).with_suffix('.json').write_text(json.dumps(cases, indent=1) + '\n')

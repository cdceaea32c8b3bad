# Makes a folder of JPEGs as photographs are, 300 to 800 pixels a side: some turned by EXIF, in CMYK, grey or progressive, 12 damaged.
#   python3 pictures-generate.py FOLDER 20000
import sys, os, random
import numpy as np
from PIL import Image
from multiprocessing import Pool
root, count = sys.argv[1], int(sys.argv[2])
def one(i):
    r = np.random.default_rng(i)
    w, h = int(r.integers(300, 801)), int(r.integers(300, 801))
    small = r.integers(0, 256, (6, 6, 3), dtype=np.uint8)
    im = np.asarray(Image.fromarray(small).resize((w, h), Image.BICUBIC)).astype(np.float32)
    mid = r.integers(0, 256, (60, 60), dtype=np.uint8)
    tex = np.asarray(Image.fromarray(mid).resize((w, h), Image.BICUBIC)).astype(np.float32) - 128
    im = im + 0.3 * tex[..., None] + r.normal(0, 4, (h, w, 1)).astype(np.float32)
    pic = Image.fromarray(np.clip(im, 0, 255).astype(np.uint8))
    cls = f'c{i % 10}'
    path = os.path.join(root, cls, f'{i:05d}.jpg')
    kw = dict(quality=int(r.integers(75, 96)))
    k = i % 50
    if k == 1: pic = pic.convert('CMYK')
    if k in (2, 3): pic = pic.convert('L')
    if k in (4, 5, 6): kw['progressive'] = True
    if k in (7, 8, 9, 10):
        ex = Image.Exif(); ex[0x112] = int(r.integers(2, 9)); kw['exif'] = ex
    pic.save(path, **kw)
    if count > 100 and i % (count // 12) == 11 and i // (count // 12) < 12:
        b = open(path, 'rb').read()
        open(path, 'wb').write(b[: len(b) // 2])
for c in range(10): os.makedirs(os.path.join(root, f'c{c}'), exist_ok=True)
with Pool(2) as p: p.map(one, range(count), chunksize=50)

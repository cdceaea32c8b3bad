"""The other half of preprocess-augment.mjs: prints seconds."""
import os
import sys
import time

if sys.argv[1] == "scipy":
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
import numpy as np

rng = np.random.default_rng(1)
images = rng.integers(0, 256, (60_000, 784), dtype=np.uint8)

if sys.argv[1] == "scipy":
    from scipy import ndimage

    images = images.reshape(-1, 28, 28).astype(np.float32)
    centre = np.array([13.5, 13.5])
    out = np.empty_like(images)
    begun = time.perf_counter()
    for at, image in enumerate(images):
        angle = np.deg2rad(rng.uniform(-15, 15))
        cos, sin = np.cos(angle), np.sin(angle)
        flip = -1 if rng.random() < 0.5 else 1
        matrix = np.array([[cos, sin * flip], [-sin, cos * flip]])
        offset = centre - matrix @ centre - rng.uniform(-2, 2, 2)
        ndimage.affine_transform(image, matrix, offset, output=out[at], order=1, mode="constant")
    print(time.perf_counter() - begun)
else:
    from sklearn.decomposition import PCA

    begun = time.perf_counter()
    PCA(50, svd_solver="randomized", random_state=0).fit_transform(images.astype(np.float32))
    print(time.perf_counter() - begun)

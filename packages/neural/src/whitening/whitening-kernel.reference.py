"""Whitening kernels by NumPy's eigh, for whitening-kernel.test.ts.

python3 whitening-kernel.reference.py > whitening-kernel.reference.json
"""
import json
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def kernel_of(images, rows, columns, filters, epsilon):
    """The images' patches as [place, rows * columns * channels], whitened; [rows, columns, channels, filters]."""
    windows = sliding_window_view(images, (rows, columns), axis=(1, 2))
    patches = np.moveaxis(windows, 3, 5).reshape(-1, rows * columns * images.shape[3])
    values, vectors = np.linalg.eigh(np.cov(patches.T, bias=True))
    half = -(-filters // 2)
    scaled = (vectors / np.sqrt(values + epsilon))[:, ::-1][:, :half]
    largest = scaled[np.abs(scaled).argmax(axis=0), np.arange(half)]
    scaled = scaled * np.sign(largest)
    both = np.concatenate([scaled, -scaled], axis=1)[:, :filters]
    return both.reshape(rows, columns, images.shape[3], filters)


rng = np.random.default_rng(21)
cases = []
for shape, size, filters, epsilon in [
    ((6, 7, 5, 1), (2, 2), 8, 5e-4),
    ((5, 6, 6, 3), (3, 2), 21, 0.1),
    ((4, 5, 5, 2), (2, 1), 3, 5e-4),
]:
    # Sums along an axis, so that neighbouring pixels are related and the variances far apart.
    images = np.round(rng.normal(size=shape).cumsum(axis=2) + 0.3, 3)
    kernel = kernel_of(images, *size, filters, epsilon)
    cases.append({
        'shape': shape[1:],
        'kernelSize': size,
        'filters': filters,
        'epsilon': epsilon,
        'images': images.reshape(-1).tolist(),
        'kernel': np.round(kernel, 6).reshape(-1).tolist(),
    })
print(json.dumps({'numpy': np.__version__, 'cases': cases}))

# Histograms of oriented gradients from numpy alone, written from Dalal & Triggs (2005): for features.test.ts.
#   python3 hog.reference.py > hog.reference.json
import json

import numpy as np


def hog(image, orientations=9, cell=4, block=2, signed=False):
    image = image.astype(float) / 255
    height, width, _ = image.shape
    padded = np.pad(image, ((1, 1), (1, 1), (0, 0)), mode="edge")
    gx = padded[1:-1, 2:] - padded[1:-1, :-2]
    gy = padded[2:, 1:-1] - padded[:-2, 1:-1]
    pick = (gx**2 + gy**2).argmax(2)[..., None]
    gx = np.take_along_axis(gx, pick, 2)[..., 0]
    gy = np.take_along_axis(gy, pick, 2)[..., 0]
    turn = 2 * np.pi if signed else np.pi
    where = np.arctan2(gy, gx) % turn / turn * orientations
    down, across = height // cell, width // cell
    cells = np.zeros((down, across, orientations))
    for y in range(height):
        for x in range(width):
            for row in range(down):
                for column in range(across):
                    share = max(0, 1 - abs(y + 0.5 - (row + 0.5) * cell) / cell)
                    share *= max(0, 1 - abs(x + 0.5 - (column + 0.5) * cell) / cell)
                    for bin in range(orientations):
                        away = abs(where[y, x] - bin)
                        away = min(away, orientations - away)
                        cells[row, column, bin] += share * max(0, 1 - away) * np.hypot(gx[y, x], gy[y, x])
    out = []
    for row in range(down - block + 1):
        for column in range(across - block + 1):
            part = cells[row : row + block, column : column + block].ravel()
            part = np.minimum(0.2, part / np.sqrt((part**2).sum() + 0.01))
            out.extend(part / np.sqrt((part**2).sum() + 0.01))
    return out


random = np.random.default_rng(3)
cases = []
for shape, params in (((12, 12, 1), {}), ((9, 13, 2), {"cell": 3, "block": 1, "orientations": 6, "signed": True})):
    image = random.integers(0, 256, shape)
    features = [round(float(value), 6) for value in hog(image, **params)]
    cases.append({"params": params, "shape": shape, "pixels": image.ravel().tolist(), "features": features})
print(json.dumps(cases))

"""Affine maps of small images by scipy.ndimage (order 1). Run with SciPy 1.10: python3 sample-affine.reference.py"""
import json
import pathlib

import numpy as np
from scipy import ndimage

rng = np.random.default_rng(7)
MODES = {"constant": "grid-constant", "nearest": "nearest", "reflect": "reflect", "wrap": "grid-wrap"}


def matrix(kind, amount):
    if kind == "rotate":
        angle = np.deg2rad(amount)
        return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    if kind == "zoom":
        return np.eye(2) / amount
    return np.array([[1, 0], [amount, 1]]) if kind == "shear" else np.eye(2)


cases = []
for height, width in [(28, 28), (7, 11)]:
    image = rng.integers(0, 256, (height, width)).astype(np.float64)
    centre = (np.array([height, width]) - 1) / 2
    for kind, amounts in {"rotate": [10, -33.5, 90], "zoom": [0.8, 1.37], "shear": [0.25, -0.5], "shift": [(1, -2), (0.4, 2.75)]}.items():
        for amount in amounts:
            for ours, theirs in MODES.items():
                m = matrix(kind, amount)
                offset = centre - m @ centre
                if kind == "shift":
                    offset = -np.array(amount)
                value = ndimage.affine_transform(image, m, offset=offset, order=1, mode=theirs, cval=17.0)
                cases.append({
                    "kind": kind, "amount": amount, "mode": ours, "height": height, "width": width,
                    "image": image.astype(int).ravel().tolist(), "expected": np.round(value, 3).ravel().tolist(),
                })
small = [c for i, c in enumerate(cases) if c["height"] == 7 or i % 5 == 0]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(small))

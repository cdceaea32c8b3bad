"""Histograms of oriented gradients by scikit-image: images from standard input, features on standard output.

`whole` is its hog. `votes` has its gradients and its blocks, and between them the votes of Dalal and Triggs: for the two
nearest directions of the four nearest cells, where scikit-image's pixel votes for one direction of one cell.
"""
import json
import sys

import numpy as np
import skimage
from skimage.feature import hog
from skimage.feature._hog import _hog_channel_gradient, _hog_normalize_block

FLOOR = 0.1


def shares(pixels, cell):
    """Of each pixel's vote for each cell in one direction: cells x pixels."""
    cells = np.arange(pixels // cell)[:, None]
    return np.maximum(0, 1 - abs((np.arange(pixels) + 0.5) / cell - 0.5 - cells))


def with_votes(image, orientations, cell, block):
    # At its edges scikit-image has no gradient; here the pixel at the edge goes on.
    around = np.pad(image, ((1, 1), (1, 1), (0, 0)), mode="edge")
    gradients = np.array([_hog_channel_gradient(around[..., channel]) for channel in range(image.shape[2])])[:, :, 1:-1, 1:-1]
    steepest = (gradients**2).sum(axis=1).argmax(axis=0)
    rows, columns = np.take_along_axis(gradients, steepest[None, None], axis=0)[0]
    direction = np.rad2deg(np.arctan2(rows, columns)) % 180 / 180 * orientations
    away = abs(direction[..., None] - np.arange(orientations))
    votes = np.hypot(rows, columns)[..., None] * np.maximum(0, 1 - np.minimum(away, orientations - away))
    down, across = shares(image.shape[0], cell), shares(image.shape[1], cell)
    cells = np.einsum("ry,cx,yxo->rco", down, across, votes)
    blocks = [
        _hog_normalize_block(cells[row : row + block, column : column + block], "L2-Hys", eps=FLOOR)
        for row in range(cells.shape[0] - block + 1)
        for column in range(cells.shape[1] - block + 1)
    ]
    return np.concatenate([each.ravel() for each in blocks])


def answer(case):
    image = np.array(case["image"], dtype=float).reshape(case["shape"])
    orientations, cell, block = case["orientations"], case["cell"], case["block"]
    whole = hog(image, orientations, (cell, cell), (block, block), channel_axis=-1)
    return {"votes": with_votes(image, orientations, cell, block).tolist(), "whole": whole.tolist()}


json.dump({"version": skimage.__version__, "answers": [answer(case) for case in json.load(sys.stdin)]}, sys.stdout)

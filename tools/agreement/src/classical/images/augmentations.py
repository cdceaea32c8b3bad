"""Changes images by scipy and torchvision with draws from standard input; the changed images on standard output."""
import json
import re
import sys

import numpy as np
import scipy
import torch
from scipy import ndimage

# A torchvision that was built for another torch lacks operators of detection, which nothing here needs.
missing = torch.library.Library("torchvision", "FRAGMENT")
while True:
    try:
        import torchvision
        import torchvision.transforms.v2.functional as functional

        break
    except RuntimeError as error:
        name = re.search(r"operator torchvision::(\w+) does not exist", str(error))
        if not name:
            raise
        missing.define(f"{name[1]}(Tensor x) -> Tensor")
        for loaded in [key for key in sys.modules if key.startswith("torchvision")]:
            del sys.modules[loaded]

BILINEAR = torchvision.transforms.InterpolationMode.BILINEAR
MODES = {"constant": "grid-constant", "nearest": "nearest", "reflect": "reflect", "wrap": "grid-wrap"}


def channels(image, change):
    return np.stack([change(image[:, :, at]) for at in range(image.shape[2])], axis=2)


def affine(image, matrix, case):
    centre = (np.array(image.shape[:2]) - 1) / 2
    offset = centre - matrix @ centre
    options = {"order": 1, "mode": MODES[case["fill"]], "cval": 0}
    return channels(image, lambda plane: ndimage.affine_transform(plane, matrix, offset, **options))


def by_scipy(image, case):
    kind, draw = case["kind"], case["draw"]
    options = {"order": 1, "mode": MODES[case["fill"]], "cval": 0}
    if kind == "rotate":
        return channels(image, lambda plane: ndimage.rotate(plane, draw[0], reshape=False, **options))
    if kind == "shift":
        return channels(image, lambda plane: ndimage.shift(plane, draw, **options))
    if kind == "zoom":
        return affine(image, np.eye(2) / draw[0], case)
    if kind == "shear":
        return affine(image, np.array([[1, 0], [np.tan(np.radians(draw[0])), 1]]), case)
    return None


def by_torchvision(image, case):
    kind, draw = case["kind"], case["draw"]
    tensor = torch.from_numpy(np.moveaxis(image, 2, 0).copy())
    moved = {"angle": 0.0, "translate": [0, 0], "scale": 1.0, "shear": [0.0, 0.0], "interpolation": BILINEAR}
    if case["fill"] != "constant" and kind in ("rotate", "shift", "zoom", "shear"):
        return None
    if kind == "rotate":
        changed = functional.rotate(tensor, draw[0], interpolation=BILINEAR)
    elif kind == "zoom":
        changed = functional.affine(tensor, **{**moved, "scale": draw[0]})
    elif kind == "shear":
        changed = functional.affine(tensor, **{**moved, "shear": [draw[0], 0.0]})
    elif kind == "flip":
        changed = functional.vertical_flip(tensor) if case["axis"] == "y" else functional.horizontal_flip(tensor)
    elif kind == "hue":
        changed = functional.adjust_hue(tensor, draw[0] / 360)
    elif kind == "saturation":
        changed = functional.adjust_saturation(tensor, draw[0])
    elif kind == "contrast":
        changed = functional.adjust_contrast(tensor, draw[0])
    elif kind == "grayscale":
        changed = functional.rgb_to_grayscale(tensor, num_output_channels=3)
    else:
        return None
    return np.moveaxis(changed.numpy(), 0, 2)


answers = []
for case in json.load(sys.stdin):
    image = np.array(case["image"]).reshape(case["shape"])
    made = {"scipy": by_scipy(image, case), "torchvision": by_torchvision(image, case)}
    answers.append({name: None if each is None else each.ravel().tolist() for name, each in made.items()})
json.dump({"scipy": scipy.__version__, "torchvision": torchvision.__version__, "answers": answers}, sys.stdout)

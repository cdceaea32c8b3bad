import gzip
import os

import numpy as np


def load():
    """Fashion-MNIST as bytes, from the folder that SELVEDGE_DATA names: train and test pixels and labels."""
    folder = os.environ["SELVEDGE_DATA"] + "/fashion-mnist/"

    def read(name, header):
        with gzip.open(folder + name + "-ubyte.gz") as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)

    pixels = [read(name + "-images-idx3", 16).reshape(-1, 784) for name in ("train", "t10k")]
    labels = [read(name + "-labels-idx1", 8) for name in ("train", "t10k")]
    return pixels[0], labels[0], pixels[1], labels[1]

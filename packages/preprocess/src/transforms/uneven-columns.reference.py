"""Scalings of constant, near-constant, offset, tiny and huge columns. Run with scikit-learn 1.9: python3 uneven-columns.reference.py"""
import json
import pathlib

import numpy as np
from sklearn.preprocessing import MinMaxScaler, StandardScaler

rng = np.random.default_rng(19)
rows = 30
base = rng.normal(size=(rows, 2))
train = np.column_stack([
    np.full(rows, 0.1),
    np.full(rows, 255.0),
    0.1 + 1e-17 * base[:, 0],
    1e8 + base[:, 0],
    1e8 + 1e-3 * base[:, 1],
    1e-12 * base[:, 0],
    1e12 * base[:, 1],
    np.round(1.7e9 + 60 * base[:, 0]),
])
out = {
    "train": train.tolist(),
    "standardize": StandardScaler().fit_transform(train).tolist(),
    "min-max": MinMaxScaler().fit_transform(train).tolist(),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out))

"""Transforms as scikit-learn fits them. Run with scikit-learn 1.2: python3 transforms.reference.py"""
import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA
from sklearn.preprocessing import MinMaxScaler, StandardScaler

rng = np.random.default_rng(5)
train = np.round(rng.normal(size=(40, 6)) @ rng.normal(size=(6, 6)) * 3, 3)
train[:, 4] = 2.5  # a constant feature
test = np.round(rng.normal(size=(7, 6)) * 3, 3)


def signed(directions):
    largest = directions[np.arange(len(directions)), np.abs(directions).argmax(1)]
    return directions * np.sign(largest)[:, None]


pca = PCA(4, svd_solver="full").fit(train)
centred = test - pca.mean_
directions = signed(pca.components_)
out = {
    "train": train.tolist(),
    "test": test.tolist(),
    "standardize": StandardScaler().fit(train).transform(test).tolist(),
    "minMax": MinMaxScaler().fit(train).transform(test).tolist(),
    "pca": (centred @ directions.T).tolist(),
    "whitened": (centred @ directions.T / np.sqrt(pca.explained_variance_)).tolist(),
    "variances": pca.explained_variance_.tolist(),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out))

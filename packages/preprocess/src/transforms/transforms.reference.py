"""Transforms as scikit-learn fits them. Run with scikit-learn 1.2: python3 transforms.reference.py"""
import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

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


def per_channel(scaler, channels):
    """Fits columns of channels in turn as one column each, without the missing values, as scikit-learn does."""
    holes = train.copy()
    holes[::7, 1] = np.nan
    holes[:, 5] = np.nan
    fitted = scaler.fit(holes.reshape(-1, channels))
    return fitted.transform(test.reshape(-1, channels)).reshape(test.shape).tolist()


out = {
    "train": train.tolist(),
    "test": test.tolist(),
    "standardize": StandardScaler().fit(train).transform(test).tolist(),
    "minMax": MinMaxScaler().fit(train).transform(test).tolist(),
    "channels": {
        kind: {channels: per_channel(scaler, channels) for channels in (1, 2, 3)}
        for kind, scaler in {
            "standardize": StandardScaler(),
            "min-max": MinMaxScaler(),
            "robust-scale": RobustScaler(),
        }.items()
    },
    "pca": (centred @ directions.T).tolist(),
    "whitened": (centred @ directions.T / np.sqrt(pca.explained_variance_)).tolist(),
    "variances": pca.explained_variance_.tolist(),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out))

"""Columns far from zero: neighbours and probabilities. Run with scikit-learn 1.9: python3 far-columns.reference.py"""
import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

rng = np.random.default_rng(19)
rows = 30
base = rng.normal(size=(rows, 2))
labels = (base[:, 0] + 0.5 * rng.normal(size=rows) > 0).astype(int)
train = np.column_stack([1e8 + base[:, 0], 1e8 + 1e-3 * base[:, 1], np.round(1.7e9 + 60 * base[:, 0])])
centred = train - train.mean(0)
euclidean, nearest = KNeighborsClassifier(3).fit(train, labels).kneighbors(train)
manhattan, nearest_by_sum = KNeighborsClassifier(3, metric="manhattan").fit(train, labels).kneighbors(train)
out = {
    "train": train.tolist(),
    "labels": labels.tolist(),
    "logistic": LogisticRegression(solver="newton-cholesky", tol=1e-12).fit(centred, labels).predict_proba(centred)[:, 1].tolist(),
    "euclidean": {"rows": nearest.tolist(), "distances": euclidean.tolist()},
    "manhattan": {"rows": nearest_by_sum.tolist(), "distances": manhattan.tolist()},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out))

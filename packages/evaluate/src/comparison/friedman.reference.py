"""Friedman's test, quantiles of the studentised range and one-vs-one ROC-AUC. Run with scipy and scikit-learn 1.9: python3 friedman.reference.py"""
import json
import pathlib

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(4)
scores = np.round(rng.normal(size=(4, 9)) + np.array([[0.8], [0.4], [0.0], [0.1]]), 1)
truth = rng.integers(0, 4, 40)
p = np.round(rng.dirichlet(np.ones(4), 40) + 0.3 * np.eye(4)[truth], 1) + 1e-9
p /= p.sum(1, keepdims=True)
out = {
    "scores": scores.tolist(),
    "chiSquared": float(stats.friedmanchisquare(*scores).statistic),
    "quantiles": [float(stats.studentized_range.ppf(0.95, k, np.inf)) for k in (2, 4, 10)],
    "truth": truth.tolist(),
    "probabilities": p.tolist(),
    "macro": float(roc_auc_score(truth, p, multi_class="ovo")),
    "weighted": float(roc_auc_score(truth, p, multi_class="ovo", average="weighted")),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out))

"""Weighted metrics of scikit-learn: python3 sample-weight.reference.py > sample-weight.reference.json"""
import json
import sys

import numpy as np
import sklearn
from sklearn import metrics as m

random = np.random.default_rng(3)
truth = random.integers(0, 3, 40)
predicted = np.where(random.random(40) < 0.6, truth, random.integers(0, 3, 40))
p = random.integers(0, 5, (40, 3)) + 1.0
p /= p.sum(axis=1, keepdims=True)
w = np.where(random.random(40) < 0.1, 0.0, np.round(random.gamma(1.2, size=40), 3))
labels = [0, 1, 2]
of = {"sample_weight": w}
json.dump(
    {
        "scikit-learn": sklearn.__version__,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "probabilities": p.tolist(),
        "weights": w.tolist(),
        "scores": {
            "accuracy": m.accuracy_score(truth, predicted, **of),
            "error-rate": m.zero_one_loss(truth, predicted, **of),
            "balanced-accuracy": m.balanced_accuracy_score(truth, predicted, **of),
            "macro-precision": m.precision_score(truth, predicted, average="macro", **of),
            "macro-recall": m.recall_score(truth, predicted, average="macro", **of),
            "macro-f1": m.f1_score(truth, predicted, average="macro", **of),
            "weighted-f1": m.f1_score(truth, predicted, average="weighted", **of),
            "cohen-kappa": m.cohen_kappa_score(truth, predicted, **of),
            "matthews": m.matthews_corrcoef(truth, predicted, **of),
            "log-loss": m.log_loss(truth, p, labels=labels, **of),
            "brier": m.brier_score_loss(truth, p, labels=labels, **of),
            "roc-auc": float(np.mean([m.roc_auc_score(truth == c, p[:, c], **of) for c in labels])),
            "average-precision": float(np.mean([m.average_precision_score(truth == c, p[:, c], **of) for c in labels])),
        },
    },
    sys.stdout,
)

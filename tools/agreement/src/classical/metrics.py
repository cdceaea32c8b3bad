"""Metrics of cases on standard input by scikit-learn, one JSON list per case on standard output."""
import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.simplefilter("ignore")


def scores(case):
    truth, predicted, p = np.array(case["truth"]), np.array(case["predicted"]), np.array(case["probabilities"], dtype=float)
    labels = list(range(p.shape[1]))
    areas = [m.roc_auc_score(truth == c, p[:, c]) for c in labels if 0 < (truth == c).sum() < len(truth)]
    precisions = [m.average_precision_score(truth == c, p[:, c]) for c in labels if (truth == c).any()]
    present = np.unique(truth)
    pairs = [(a, b) for a in present for b in present if a < b]
    one = [np.mean([m.roc_auc_score(truth[own] == c, p[own, c]) for c in pair])
           for pair in pairs for own in [np.isin(truth, pair)]]
    return {
        "accuracy": m.accuracy_score(truth, predicted),
        "error-rate": m.zero_one_loss(truth, predicted),
        "balanced-accuracy": m.balanced_accuracy_score(truth, predicted),
        "macro-precision": m.precision_score(truth, predicted, average="macro", zero_division=0),
        "macro-recall": m.recall_score(truth, predicted, average="macro", zero_division=0),
        "macro-f1": m.f1_score(truth, predicted, average="macro", zero_division=0),
        "weighted-f1": m.f1_score(truth, predicted, average="weighted", zero_division=0),
        "cohen-kappa": m.cohen_kappa_score(truth, predicted),
        "matthews": m.matthews_corrcoef(truth, predicted),
        "log-loss": m.log_loss(truth, p, labels=labels),
        "brier": m.brier_score_loss(truth, p, labels=labels),
        "roc-auc": float(np.mean(areas)) if areas else None,
        "roc-auc-ovo": float(np.mean(one)) if one else None,
        "average-precision": float(np.mean(precisions)) if precisions else None,
    }


found = [{k: (None if v is None or np.isnan(v) else float(v)) for k, v in scores(c).items()} for c in json.load(sys.stdin)]
json.dump({"version": sklearn.__version__, "scores": found}, sys.stdout)

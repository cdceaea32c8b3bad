"""Figures of scikit-learn for the seeded cases of metrics.test.ts. Run: python3 metrics.reference.py > metrics.reference.json

Made with scikit-learn 1.2.1, NumPy 1.24. Both languages make the cases from their numbers by the same generator, so that
only results are stored.
"""
import json
import math
import warnings

import numpy as np
import sklearn
from sklearn import metrics as sk

warnings.filterwarnings("ignore")
FLAVOURS = ["random", "noisy", "perfect", "all-wrong", "one-true", "one-predicted", "one-class", "empty-class", "ties", "tiny"]
U32 = 0xFFFFFFFF


def mulberry32(seed):
    state = seed & U32

    def draw():
        nonlocal state
        state = (state + 0x6D2B79F5) & U32
        t = state
        t = ((t ^ (t >> 15)) * (t | 1)) & U32
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & U32)) & U32
        return ((t ^ (t >> 14)) & U32) / 4294967296

    return draw


def make_case(seed):
    draw = mulberry32(seed)
    flavour = FLAVOURS[seed % len(FLAVOURS)]
    classes = 2 + math.floor(draw() * 5)
    rows = 1 + math.floor(draw() * (3 if flavour == "tiny" else 60))
    used = max(1, classes - 1) if flavour == "empty-class" else classes
    truth, predicted, probabilities = [], [], []
    for _ in range(rows):
        t = 0 if flavour in ("one-true", "one-class") else math.floor(draw() * used)
        p = math.floor(draw() * used)
        if flavour in ("noisy", "ties") and draw() < 0.7:
            p = t
        if flavour == "perfect":
            p = t
        if flavour == "all-wrong":
            p = (t + 1) % classes
        if flavour == "one-predicted":
            p = classes - 1
        if flavour == "one-class":
            p = 0
        weights = []
        for c in range(classes):
            u = draw()
            if flavour == "ties":
                u = math.floor(u * 3) / 3 + 0.01
            weights.append(u + (1 if c == p else 0))
        total = 0.0
        for w in weights:
            total += w
        truth.append(t)
        predicted.append(p)
        probabilities.append([w / total for w in weights])
    return flavour, classes, truth, predicted, np.array(probabilities)


def number(value):
    value = float(value)
    return None if math.isnan(value) else value


def figures(seed):
    flavour, classes, truth, predicted, probabilities = make_case(seed)
    labels = list(range(classes))
    row = [sk.accuracy_score(truth, predicted), sk.balanced_accuracy_score(truth, predicted)]
    for zero in (0, 1):
        for average in ("macro", "weighted", "micro"):
            row += sk.precision_recall_fscore_support(truth, predicted, labels=labels, average=average, zero_division=zero)[:3]
    row.append(sk.cohen_kappa_score(truth, predicted, labels=labels))
    row.append(sk.matthews_corrcoef(truth, predicted))
    row.append(sk.log_loss(truth, probabilities, labels=labels))
    onehot = np.eye(classes)[truth]
    row.append(sk.brier_score_loss(onehot[:, 1], probabilities[:, 1]) if classes == 2 else np.mean(np.sum((probabilities - onehot) ** 2, axis=1)))
    # Per class, folded into one number so that an error in any class shows.
    auc, precision = [], []
    for c in labels:
        if 0 < onehot[:, c].sum() < len(truth):
            auc.append((c + 1) * sk.roc_auc_score(onehot[:, c], probabilities[:, c]))
        if onehot[:, c].sum() > 0:
            precision.append((c + 1) * sk.average_precision_score(onehot[:, c], probabilities[:, c]))
    row.append(sum(auc) if auc else math.nan)
    row.append(sum(precision))
    # scikit-learn ranks the higher class first on ties; ours the lower: a listed difference, so no ties here.
    top = classes > 2 and flavour != "ties"
    row.append(sk.top_k_accuracy_score(truth, probabilities, k=2, labels=labels) if top else math.nan)
    return [number(value) for value in row]


def per_class(seed):
    _, classes, truth, predicted, probabilities = make_case(seed)
    labels = list(range(classes))
    p, r, f, s = sk.precision_recall_fscore_support(truth, predicted, labels=labels, zero_division=0)
    fpr, tpr, thresholds = sk.roc_curve(np.array(truth) == 0, probabilities[:, 0])
    return {
        "seed": seed,
        "confusion": sk.confusion_matrix(truth, predicted, labels=labels).tolist(),
        **{"by" + by: sk.confusion_matrix(truth, predicted, labels=labels, normalize=by).tolist() for by in ("true", "pred", "all")},
        "precision": p.tolist(),
        "recall": r.tolist(),
        "f1": f.tolist(),
        "support": s.tolist(),
        "roc": [[a, b] for a, b in zip(fpr.tolist(), tpr.tolist())],
        "thresholds": thresholds.tolist()[1:],
    }


def both_sides(seed):
    truth = make_case(seed)[2]
    return len(truth) > 25 and 0 < truth.count(0) < len(truth)


# The first two cases of each of these flavours in which a ROC curve of class 0 exists.
WHOLE = [seed for shift in (0, 1, 3, 7, 8) for seed in [s for s in range(shift, 1000, 10) if both_sides(s)][:2]]

print(json.dumps({
    "scikit-learn": sklearn.__version__,
    "cases": [figures(seed) for seed in range(1000)],
    "perClass": [per_class(seed) for seed in WHOLE],
}, separators=(",", ":")))

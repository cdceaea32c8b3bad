"""Values of scikit-learn that linear-svm.test.ts compares with.

    python3 linear-svm.reference.py > linear-svm.reference.json
"""
import json

import numpy as np
import sklearn
from sklearn.svm import LinearSVC

rng = np.random.default_rng(5)
columns = 4
centres = rng.uniform(-1, 1, (3, columns))


def draw(rows, classes):
    labels = np.arange(rows) % classes
    return (centres[labels] + 0.7 * rng.standard_normal((rows, columns))).astype(np.float32), labels


cases = []
for classes, given, own in [
    (3, {}, {}),
    (3, {"loss": "hinge", "C": 0.5}, {"loss": "hinge", "C": 0.5}),
    (2, {"intercept_scaling": 10}, {"interceptScaling": 10}),
    (2, {"fit_intercept": False, "class_weight": {0: 2, 1: 0.5}}, {"fitIntercept": False, "classWeight": [2, 0.5]}),
    (3, {"class_weight": {0: 3, 1: 1, 2: 0.25}}, {"classWeight": [3, 1, 0.25]}),
]:
    train, labels = draw(75, classes)
    keep = np.arange(75) % 7 > 0
    train, labels = train[keep], labels[keep]
    model = LinearSVC(dual=True, tol=1e-9, max_iter=1_000_000, **given).fit(train.astype(float), labels)
    cases.append({
        "params": own, "classes": classes, "train": train.ravel().tolist(), "labels": labels.tolist(),
        "weights": model.coef_.tolist(), "intercepts": np.broadcast_to(model.intercept_, len(model.coef_)).tolist(),
        "predicted": model.predict(train.astype(float)).tolist(),
    })

# Columns of sizes at which LIBLINEAR stops early, or just at the minimum: the loss that it ends with.
sizes = []
for name, factor, offset in [
    ("huge", [1e6, 1e6], [0, 0]),
    ("tiny", [1e-6, 1e-6], [0, 0]),
    ("mixed", [1e6, 1e-6], [0, 0]),
    ("far", [1, 1], [1e8, -3e8]),
    ("nearly constant", [1, 1e-9], [0, 0.1]),
]:
    for C in [1e-4, 1, 1e4]:
        x = rng.standard_normal((14, 2))
        y = (x[:, 0] + 0.7 * rng.standard_normal(14) > 0).astype(int)
        x = (x * factor + offset).round(12)
        model = LinearSVC(C=C, dual=False, tol=1e-10, max_iter=100_000).fit(x, y)
        left = np.maximum(0, 1 - (2 * y - 1) * model.decision_function(x))
        squares = (model.coef_**2).sum() + model.intercept_[0] ** 2
        loss = squares / 2 + C * (left**2).sum()
        sizes.append({"name": name, "C": C, "train": x.ravel().tolist(), "labels": y.tolist(), "loss": loss})
print(json.dumps({"made": f"scikit-learn {sklearn.__version__}", "columns": columns, "cases": cases, "sizes": sizes}))

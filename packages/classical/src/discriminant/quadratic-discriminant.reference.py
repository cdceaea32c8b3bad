"""Values of scikit-learn that quadratic-discriminant.test.ts compares with.

    python3 quadratic-discriminant.reference.py > quadratic-discriminant.reference.json
"""
import json

import numpy as np
import sklearn
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis

rng = np.random.default_rng(4)
columns = 5
centres = rng.uniform(80, 170, (3, columns))
mixes = rng.standard_normal((3, columns, columns))


def draw(rows, classes):
    labels = np.sort(rng.integers(0, classes, rows))
    noise = np.einsum("rc,rcd->rd", 25 * rng.standard_normal((rows, columns)), mixes[labels])
    return np.clip(centres[labels] + noise, 0, 255).astype(np.uint8), labels


cases = []
for classes, what, given, own in [
    (3, "plain", {}, {}),
    (2, "plain", {}, {}),
    (3, "plain", {"priors": [0.2, 0.7, 0.1]}, {"priors": [0.2, 0.7, 0.1]}),
    (3, "constant", {"reg_param": 0.2}, {"regParam": 0.2}),
    (2, "plain", {"reg_param": 0.9}, {"regParam": 0.9}),
]:
    (train, labels), (test, _) = draw(60, classes), draw(30, classes)
    if what == "constant":
        train[:, 2] = test[:, 2] = 7
    model = QuadraticDiscriminantAnalysis(**given).fit(train.astype(float), labels)
    cases.append({
        "what": what, "params": own, "classes": classes, "train": train.ravel().tolist(), "labels": labels.tolist(),
        "test": test.ravel().tolist(), "predicted": model.predict(test.astype(float)).tolist(),
        "shares": model.predict_proba(test.astype(float)).round(9).ravel().tolist(),
    })
print(json.dumps({"made": f"scikit-learn {sklearn.__version__}", "columns": columns, "cases": cases}))

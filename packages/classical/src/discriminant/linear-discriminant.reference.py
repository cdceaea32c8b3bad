"""Values of scikit-learn that linear-discriminant.test.ts compares with.

    python3 linear-discriminant.reference.py > linear-discriminant.reference.json
"""
import json

import numpy as np
import sklearn
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

rng = np.random.default_rng(3)
columns = 5
centres = rng.uniform(80, 170, (3, columns))
mix = rng.standard_normal((columns, columns))


def draw(rows, classes):
    labels = np.sort(rng.integers(0, classes, rows))
    rows = centres[labels] + 25 * rng.standard_normal((rows, columns)) @ mix
    rows = np.clip(rows, 0, 255).astype(np.uint8)
    return rows, labels


cases = []
for classes, what, given in [
    (3, "plain", {}),
    (2, "plain", {}),
    (3, "collinear", {}),
    (3, "constant", {}),
    (3, "plain", {"priors": [0.2, 0.7, 0.1]}),
    (3, "plain", {"tol": 0.5}),
    (3, "plain", {"solver": "lsqr"}),
    (3, "plain", {"solver": "lsqr", "priors": [0.2, 0.7, 0.1]}),
    (3, "constant", {"solver": "lsqr"}),
    (3, "plain", {"solver": "lsqr", "shrinkage": 0.3}),
    (3, "plain", {"solver": "lsqr", "shrinkage": "auto"}),
    (2, "constant", {"solver": "lsqr", "shrinkage": "auto"}),
]:
    (train, labels), (test, _) = draw(60, classes), draw(30, classes)
    for rows in train, test:
        if what == "collinear":
            rows[:, 4] = rows[:, 1] // 2
            rows[:, 1] = rows[:, 4] * 2
        if what == "constant":
            rows[:, 2] = 7
    model = LinearDiscriminantAnalysis(**given).fit(train.astype(float), labels)
    cases.append({
        "what": what, "params": given, "classes": classes, "train": train.ravel().tolist(), "labels": labels.tolist(),
        "test": test.ravel().tolist(), "predicted": model.predict(test.astype(float)).tolist(),
        "shares": model.predict_proba(test.astype(float)).round(9).ravel().tolist(),
    })
print(json.dumps({"made": f"scikit-learn {sklearn.__version__}", "columns": columns, "cases": cases}))

"""Values of scikit-learn that knn.test.ts, logistic-regression.test.ts and baselines.test.ts compare with.

    /usr/bin/python3 scikit-learn.reference.py > scikit-learn.reference.json
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid

warnings.simplefilter("ignore")
rng = np.random.default_rng(5)
classes, columns = 3, 9
centres = rng.integers(60, 200, (classes, columns))


def draw(rows):
    labels = np.arange(rows) % classes
    return np.clip(centres[labels] + 45 * rng.standard_normal((rows, columns)), 0, 255).astype(np.uint8), labels


(train, labels), (test, truth) = draw(90), draw(24)


def rounded(values):
    return np.asarray(values, dtype=np.float64).round(9).ravel().tolist()


knn = []
for metric in ["euclidean", "manhattan", "cosine"]:
    for weights in ["uniform", "distance"]:
        model = KNeighborsClassifier(7, metric=metric, weights=weights, algorithm="brute").fit(train.astype(float), labels)
        distances, rows = model.kneighbors(test.astype(float))
        knn.append({
            "metric": metric, "votes": weights, "rows": rows.ravel().tolist(), "distances": rounded(distances),
            "shares": rounded(model.predict_proba(test.astype(float))),
        })

logistic = []
x = train / 255
for name, target, options, params in [
    ("l2", labels, {}, {}),
    ("C", labels, {"C": 25}, {"C": 25}),
    ("no intercept", labels, {"fit_intercept": False}, {"fitIntercept": False}),
    ("balanced", np.minimum(labels, 1), {"class_weight": "balanced"}, {"classWeights": "balanced"}),
    ("two classes", np.minimum(labels, 1), {}, {}),
    ("weights", labels, {"class_weight": {0: 1, 1: 3, 2: 0.5}}, {"classWeights": [1, 3, 0.5]}),
]:
    model = LogisticRegression(max_iter=10000, tol=1e-10, **options).fit(x, target)
    logistic.append({
        "name": name, "labels": target.tolist(), "params": params,
        "shares": rounded(model.predict_proba(test / 255)),
        "weights": rounded(model.coef_), "intercepts": rounded(model.intercept_),
    })

print(json.dumps({
    "made": f"scikit-learn {sklearn.__version__}",
    "columns": columns,
    "train": train.ravel().tolist(), "labels": labels.tolist(), "test": test.ravel().tolist(), "truth": truth.tolist(),
    "knn": knn,
    "logistic": logistic,
    "centroid": NearestCentroid().fit(train.astype(float), labels).predict(test.astype(float)).tolist(),
    "bayes": rounded(GaussianNB().fit(train.astype(float), labels).predict_proba(test.astype(float))),
}))

"""Values of scikit-learn that stacking.test.ts compares with, on the folds that Stacking deals out with seed 3.

    python3 stacking.reference.py > stacking.reference.json
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn.ensemble import StackingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier

warnings.simplefilter("ignore")
rng = np.random.default_rng(12)
columns = 4
# The fold of each row, as stratifiedPartition(labels, 3, createRng(3).fork('folds')) deals them; the test compares.
FOLDS_OF_THREE = "110002101021101222010222020112100022211001202010100221121212"
FOLDS_OF_TWO = "121020122002122211010202022100111010222000212010110211110220"

centres = rng.integers(60, 190, (3, columns)) / 255


def draw(rows):
    labels = np.arange(rows) % 3
    return (centres[labels] + 0.2 * rng.standard_normal((rows, columns))).round(6), labels


(train, labels), (test, _) = draw(60), draw(30)
cases = []
for target, text in [(labels, FOLDS_OF_THREE), (np.minimum(labels, 1), FOLDS_OF_TWO)]:
    fold_of = np.array(list(text), dtype=int)
    folds = [(np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)) for fold in range(3)]
    for passthrough in [False, True]:
        model = StackingClassifier(
            [("knn", KNeighborsClassifier(7, algorithm="brute")), ("bayes", GaussianNB())],
            LogisticRegression(max_iter=10000, tol=1e-10), cv=folds, stack_method="predict_proba", passthrough=passthrough,
        ).fit(train, target)
        cases.append({
            "passthrough": passthrough, "foldOf": fold_of.tolist(), "labels": target.tolist(),
            "shares": model.predict_proba(test).round(9).ravel().tolist(),
        })

print(json.dumps({
    "made": f"scikit-learn {sklearn.__version__}", "columns": columns,
    "train": train.ravel().tolist(), "test": test.ravel().tolist(), "cases": cases,
}))

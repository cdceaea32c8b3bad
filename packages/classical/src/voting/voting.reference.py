"""Values of scikit-learn that voting.test.ts compares with.

    python3 voting.reference.py > voting.reference.json
"""
import json

import numpy as np
import sklearn
from sklearn.ensemble import VotingClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(11)
classes, columns = 3, 5
centres = rng.integers(90, 160, (classes, columns))


def draw(rows):
    labels = np.arange(rows) % classes
    return np.clip(centres[labels] + 40 * rng.standard_normal((rows, columns)), 0, 255).astype(np.uint8), labels


(train, labels), (test, _) = draw(90), draw(60)
members = [
    ("knn", KNeighborsClassifier(7, algorithm="brute"), {"kind": "knn", "k": 7}),
    ("bayes", GaussianNB(), {"kind": "gaussian-naive-bayes"}),
    ("tree", DecisionTreeClassifier(max_depth=2), {"kind": "decision-tree", "maxDepth": 2}),
]
cases = []
for voting in ["hard", "soft"]:
    for weights in [None, [1, 2.5, 1]]:
        model = VotingClassifier([(name, model) for name, model, _ in members], voting=voting, weights=weights)
        model.fit(train.astype(float), labels)
        cases.append({
            "params": {"voting": voting, "weights": weights},
            "labels": model.predict(test.astype(float)).tolist(),
            "shares": model.predict_proba(test.astype(float)).round(9).ravel().tolist() if voting == "soft" else [],
        })

print(json.dumps({
    "made": f"scikit-learn {sklearn.__version__}", "columns": columns,
    "train": train.ravel().tolist(), "labels": labels.tolist(), "test": test.ravel().tolist(),
    "members": [spec for _, _, spec in members], "cases": cases,
}))

"""Trees and forests of scikit-learn 1.2.1 on small data, for decision-tree.test.ts.

Columns hold different numbers and labels follow a rule with noise, so equally good cuts are rare; cases with two
equally good cuts at any fork are left out (that scikit-learn grows one tree whatever the seed is not enough: between
cuts that are equal on paper its rounding may decide).

Run: python3 decision-tree.reference.py > decision-tree.reference.json
"""
import json
import numpy as np
from sklearn.tree import DecisionTreeClassifier, export_text


def shape(tree):
    t = tree.tree_
    return {
        "feature": [int(f) if f >= 0 else -1 for f in t.feature],
        "threshold": [float(v) if f >= 0 else 0 for v, f in zip(t.threshold, t.feature)],
        "right": [int(r) if r >= 0 else 0 for r in t.children_right],
        "samples": [int(n) for n in t.n_node_samples],
        "impurity": [round(float(v), 12) for v in t.impurity],
    }


def has_tie(tree, x, y, classes, criterion="gini", min_samples_leaf=1, **_):
    def impurity(labels):
        p = np.bincount(labels, minlength=classes) / len(labels)
        return 1 - (p**2).sum() if criterion == "gini" else -(p[p > 0] * np.log2(p[p > 0])).sum()

    t = tree.tree_
    reached = tree.decision_path(x).toarray().astype(bool)
    for node in range(t.node_count):
        if t.children_left[node] < 0:
            continue
        rows = np.flatnonzero(reached[:, node])
        scores = []
        for column in range(x.shape[1]):
            order = y[rows[np.argsort(x[rows, column])]]
            for k in range(min_samples_leaf, len(rows) - min_samples_leaf + 1):
                scores.append(k * impurity(order[:k]) + (len(rows) - k) * impurity(order[k:]))
        scores.sort()
        if len(scores) > 1 and scores[1] - scores[0] < 1e-9:
            return True
    return False


cases = []
rng = np.random.RandomState(7)
settings = [
    {},
    {"criterion": "entropy"},
    {"max_depth": 3},
    {"min_samples_split": 12},
    {"min_samples_leaf": 6},
    {"criterion": "entropy", "min_samples_leaf": 4, "max_depth": 5},
    {"min_impurity_decrease": 0.02},
    {"ccp_alpha": 0.015},
]
for setting in settings:
    for bytes_ in (True, False):
        kept = 0
        for _ in range(2000):
            n, d, classes = int(rng.randint(30, 70)), 3, int(rng.randint(2, 5))
            if bytes_:
                x = np.stack([rng.permutation(256)[:n] for _ in range(d)], 1)
            else:
                x = rng.normal(size=(n, d)).astype(np.float32).astype(float)
            y = rng.randint(0, classes, n)
            rule = x[:, 0] > np.median(x[:, 0])
            y = np.where(rule & (rng.rand(n) < 0.8), 0, y)
            tree = DecisionTreeClassifier(random_state=0, **setting).fit(x, y)
            if len(set(y)) < classes or tree.tree_.node_count < 5 or has_tie(tree, x, y, classes, **setting):
                continue
            path = tree.cost_complexity_pruning_path(x, y)
            cases.append({
                "params": setting, "bytes": bytes_, "classes": classes,
                "x": [float(v) for v in x.ravel()], "y": [int(v) for v in y], "tree": shape(tree),
                "importances": [float(v) for v in tree.feature_importances_],
                "alphas": [float(v) for v in path.ccp_alphas] if setting == {} else None,
            })
            kept += 1
            if kept == 2:
                break
print(json.dumps(cases))

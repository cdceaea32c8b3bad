"""Trees, forests and boosting of scikit-learn on random tables with missing values, for missing-values.test.ts.

Trees are compared fork by fork, so tables in which two cuts of a node are equally good are left out. Forests draw other
random numbers than ours, so that their mean accuracy over seeds is compared. Boosting is compared on training rows, as in
gradient-boosting.reference.py.

Run: python3 missing-values.reference.py > missing-values.reference.json
"""
import json

import numpy as np
import sklearn
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier


def listed(x):
    return [None if np.isnan(v) else float(v) for v in np.asarray(x, dtype=float).ravel()]


def shape(tree):
    t = tree.tree_
    forks = t.children_left >= 0
    return {
        "feature": [int(f) if f >= 0 else -1 for f in t.feature],
        "threshold": [None if not np.isfinite(v) else float(v) if f else 0 for v, f in zip(t.threshold, forks)],
        "right": [int(r) if r >= 0 else 0 for r in t.children_right],
        "missingLeft": [int(m) if f else 0 for m, f in zip(t.missing_go_to_left, forks)],
        "samples": [int(n) for n in t.n_node_samples],
    }


def has_tie(tree, x, y, weights, classes, criterion="gini", min_samples_leaf=1, **_):
    def impurity(rows):
        p = np.bincount(y[rows], weights=weights[rows], minlength=classes) / weights[rows].sum()
        return 1 - (p**2).sum() if criterion == "gini" else -(p[p > 0] * np.log2(p[p > 0])).sum()

    t = tree.tree_
    reached = tree.decision_path(x).toarray().astype(bool)
    for node in range(t.node_count):
        if t.children_left[node] < 0:
            continue
        rows = np.flatnonzero(reached[:, node])
        scores = []
        for column in range(x.shape[1]):
            missing = rows[np.isnan(x[rows, column])]
            known = rows[~np.isnan(x[rows, column])]
            known = known[np.argsort(x[known, column])]
            sides = [(known[:k], np.concatenate([known[k:], missing])) for k in range(1, len(known))]
            if len(missing):
                sides += [(np.concatenate([known[:k], missing]), known[k:]) for k in range(1, len(known))]
                sides += [(known, missing)]
            for left, right in sides:
                if min(len(left), len(right)) >= max(1, min_samples_leaf):
                    scores.append(weights[left].sum() * impurity(left) + weights[right].sum() * impurity(right))
        scores.sort()
        if len(scores) > 1 and scores[1] - scores[0] < 1e-9:
            return True
    return False


def table(rng, n, d, classes, share):
    x = rng.normal(size=(n, d)).round(3).astype(np.float32).astype(float)
    y = rng.randint(0, classes, n)
    y = np.where((x[:, 0] > 0) & (rng.rand(n) < 0.8), 0, y)
    for column in range(d - 1):  # the last has all its values
        x[rng.rand(n) < share, column] = np.nan
    # Whether a value is missing tells something, now and then.
    x[(y == 1) & (rng.rand(n) < share), 1] = np.nan
    return x, y


rng = np.random.RandomState(11)
trees = []
settings = [
    {},
    {"criterion": "entropy"},
    {"max_depth": 4, "min_samples_leaf": 3},
    {"min_impurity_decrease": 0.01},
    {"ccp_alpha": 0.01},
    {"class_weight": "balanced"},
]
for setting in settings:
    kept = 0
    while kept < 3:
        classes = int(rng.randint(2, 4))
        x, y = table(rng, int(rng.randint(30, 70)), 4, classes, rng.choice([0.1, 0.25, 0.5]))
        if len(set(y)) < classes or any(len(set(c[~np.isnan(c)])) < (~np.isnan(c)).sum() for c in x.T):
            continue
        counts = np.bincount(y)
        weights = (len(y) / (classes * counts))[y] if "class_weight" in setting else np.ones(len(y))
        tree = DecisionTreeClassifier(random_state=0, **setting).fit(x, y)
        if tree.tree_.node_count < 5 or has_tie(tree, x, y, weights, classes, **setting):
            continue
        others = table(rng, 40, 4, classes, 0.3)[0]
        others[:10, 3] = np.nan  # never missing in training
        trees.append({
            "params": setting,
            "classes": classes,
            "x": listed(x),
            "y": [int(v) for v in y],
            "tree": shape(tree),
            "importances": [float(v) for v in tree.feature_importances_],
            "others": listed(others),
            "shares": [round(float(v), 7) for v in tree.predict_proba(others).ravel()],
        })
        kept += 1

x, y = table(rng, 600, 5, 3, 0.2)
x[:, 2] += 0.8 * y
train, test = slice(0, 300), slice(300, 600)
forests = []
for name, make in (("random-forest", RandomForestClassifier), ("extra-trees", ExtraTreesClassifier)):
    scores = [make(n_estimators=60, random_state=s).fit(x[train], y[train]).score(x[test], y[test]) for s in range(20)]
    forests.append({"kind": name, "mean": float(np.mean(scores)), "deviation": float(np.std(scores))})

boosting = []
bx = np.where(np.isnan(x), np.nan, (x * 20).round())
for given in (
    {"max_iter": 12, "learning_rate": 0.2, "max_leaf_nodes": 8, "l2_regularization": 1.0},
    {"max_iter": 5, "learning_rate": 0.5, "max_leaf_nodes": 31, "max_depth": 3, "l2_regularization": 0.1},
):
    model = HistGradientBoostingClassifier(min_samples_leaf=1, early_stopping=False, random_state=0, **given)
    model.fit(bx[train], y[train])
    never = bx[test].copy()
    never[:, 4] = np.nan
    boosting.append({
        "given": given,
        "probabilities": model.predict_proba(bx[train][:50]).round(7).tolist(),
        "labels": model.predict(bx[test]).tolist(),
        "never": model.predict(never).tolist(),
    })

print(json.dumps({
    "scikit-learn": sklearn.__version__,
    "trees": trees,
    "x": listed(x),
    "rounded": listed(bx),
    "y": [int(v) for v in y],
    "forests": forests,
    "boosting": boosting,
}))

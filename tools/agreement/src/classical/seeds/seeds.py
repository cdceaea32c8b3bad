"""Fits models of scikit-learn that draw random numbers, over 20 seeds: the loss of each fit on standard output."""
import json
import sys
import warnings

import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

warnings.simplefilter("ignore")
TWINS = {
    "random-forest": RandomForestClassifier,
    "extra-trees": ExtraTreesClassifier,
    "decision-tree, splitter random": DecisionTreeClassifier,
}


def brier(model, q, truth, classes):
    shares = np.zeros((len(q), classes))
    shares[:, model.classes_] = model.predict_proba(q)
    return float(((shares - np.eye(classes)[truth]) ** 2).sum(axis=1).mean())


def losses(case):
    x, q = np.array(case["features"]), np.array(case["queries"])
    y, truth = np.array(case["labels"]), np.array(case["truth"])
    if case["name"] == "k-means":
        return [float(KMeans(**case["params"], random_state=seed).fit(x).inertia_) for seed in range(case["seeds"])]
    make = TWINS[case["name"]]
    w = np.array(case["weights"]) if case.get("weights") else None
    models = (make(**case["params"], random_state=seed).fit(x, y, sample_weight=w) for seed in range(case["seeds"]))
    return [brier(model, q, truth, case["classes"]) for model in models]


json.dump([losses(case) for case in json.load(sys.stdin)], sys.stdout)

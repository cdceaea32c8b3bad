"""Values of scikit-learn with sample weights, class weights and the penalties of logistic regression.

    python3 sample-weight.reference.py > sample-weight.reference.json
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

warnings.simplefilter("ignore")
random = np.random.default_rng(7)
labels = random.integers(0, 3, 60)
features = np.round(random.normal(size=(60, 4)) + labels[:, None] * [0.8, 0.4, 0.0, -0.6], 6)
weights = np.where(random.random(60) < 0.15, 0.0, np.round(random.gamma(1.5, size=60), 3))
two = np.minimum(labels, 1)
by_class = {0: 3.0, 1: 1.0, 2: 0.25}


def logistic(target=labels, weight=weights, **params):
    # Its SAGA leaves weights out of its step and does not reach the minimum under large ones.
    params = {"solver": "saga" if params.get("l1_ratio") else "lbfgs", "max_iter": 200_000, "tol": 1e-13, **params}
    model = LogisticRegression(**params).fit(features, target, sample_weight=weight)
    return model.predict_proba(features).round(9).tolist()


def tree(**params):
    model = DecisionTreeClassifier(random_state=0, **params).fit(features, labels, sample_weight=weights)
    return model.predict_proba(features).round(9).tolist()


json.dump(
    {
        "scikit-learn": sklearn.__version__,
        "features": features.round(9).tolist(),
        "labels": labels.tolist(),
        "weights": weights.round(9).tolist(),
        "dummy": DummyClassifier(strategy="prior").fit(features, labels, sample_weight=weights).predict_proba(features[:1]).tolist(),
        "naiveBayes": GaussianNB().fit(features, labels, sample_weight=weights).predict_proba(features).round(9).tolist(),
        "svm": LinearSVC(dual=False, tol=1e-12, max_iter=10_000_000, class_weight="balanced")
        .fit(features, labels, sample_weight=weights)
        .decision_function(features)
        .round(9).tolist(),
        "logistic": {
            "l2": logistic(),
            "balanced": logistic(class_weight="balanced"),
            "named": logistic(class_weight=by_class),
            "l1": logistic(l1_ratio=1, C=0.3),
            "elasticnet": logistic(l1_ratio=0.4, C=0.5),
            "l1OfTwo": logistic(two, l1_ratio=1, C=0.2),
            "elasticnetOfTwo": logistic(two, l1_ratio=0.7, C=0.4),
            "l2OfTwo": logistic(two, C=0.7),
            "none": logistic(C=np.inf, weight=None),
            "noIntercept": logistic(l1_ratio=0.5, C=0.5, fit_intercept=False),
        },
        "tree": {
            "gini": tree(max_depth=3),
            "entropy": tree(max_depth=3, criterion="entropy"),
            "balanced": tree(max_depth=3, class_weight="balanced"),
            "named": tree(max_depth=4, min_samples_leaf=3, class_weight=by_class),
            "decrease": tree(min_impurity_decrease=0.03),
            "pruned": tree(ccp_alpha=0.02),
        },
    },
    __import__("sys").stdout,
)

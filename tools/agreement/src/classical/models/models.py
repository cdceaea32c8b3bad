"""Fits models of scikit-learn on cases from standard input; one list of probabilities or labels per case on standard output.

null stands for a case that has not one answer: equal distances at the k-th neighbour, a tree that depends on its seed or
on rounding, or a solver of scikit-learn that did not reach its minimum.
"""
import json
import sys
import warnings
from decimal import Decimal, getcontext

import numpy as np
import sklearn
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.ensemble._hist_gradient_boosting.grower import TreeGrower
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.class_weight import compute_class_weight

warnings.simplefilter("ignore")
getcontext().prec = 60


def numbered(params):
    weights = params.get("class_weight")
    return {**params, "class_weight": {int(k): v for k, v in weights.items()}} if isinstance(weights, dict) else params


def softmax(scores):
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def plain(model):
    return lambda x, y, w, q: model.fit(x, y, **({} if w is None else {"sample_weight": w})).predict_proba(q)


def centred(fit):
    """For models that do not depend on an offset: scikit-learn itself rounds away what far columns differ by."""

    def fitted(x, y, w, q):
        centre = x.mean(axis=0)
        return fit(x - centre, y, w, q - centre)

    return fitted


def is_minimum(model, x, y, w, params):
    """Its SAGA stops early where weights stay as they are, and steps too far under large weights of rows."""
    classes = np.unique(y)
    weights = np.ones(len(y)) if w is None else w
    if params["class_weight"] is not None:
        ofclass = compute_class_weight(params["class_weight"], classes=classes, y=y, sample_weight=w)
        weights = weights * ofclass[np.searchsorted(classes, y)]
    shares = model.predict_proba(x)
    slopes = params["C"] * weights[:, None] * (shares - (y[:, None] == classes))
    slopes = slopes[:, 1:] if len(classes) == 2 else slopes
    coef, ratio = model.coef_, params["l1_ratio"]
    slope = slopes.T @ x + (1 - ratio) * coef
    rest = np.where(coef != 0, slope + ratio * np.sign(coef), np.sign(slope) * np.maximum(0, abs(slope) - ratio))
    scale = params["C"] * weights.sum()
    return max(abs(rest).max(), abs(slopes.sum(axis=0)).max()) <= 1e-9 * scale


def logistic(params):
    params = numbered(params)

    def fitted(x, y, w, q):
        solver = "saga" if params["l1_ratio"] else "newton-cholesky"
        model = LogisticRegression(**params, solver=solver, tol=1e-13, max_iter=50_000).fit(x, y, sample_weight=w)
        return model.predict_proba(q) if is_minimum(model, x, y, w, params) else None

    return centred(fitted)


def lda(params):
    def fitted(x, y, w, q):
        # Without shrinkage the scale of a column changes nothing, and least squares of scikit-learn round where variances
        # are 1e12 apart (2e-5 beside 60 digits, where ours is within 3e-8).
        spread = x.std(axis=0)
        is_kept = bool(params["shrinkage"]) | (spread == 0)
        scale = np.where(is_kept, 1, 2.0 ** np.round(np.log2(np.where(spread == 0, 1, spread))))
        return LinearDiscriminantAnalysis(**params).fit(x / scale, y).predict_proba(q / scale)

    return centred(fitted)


def centroid(x, y, w, q):
    model = NearestCentroid().fit(x, y)
    squares = np.sort(((q[:, None] - model.centroids_[None]) ** 2).sum(axis=2), axis=1)
    # Shares are float32 in Selvedge: two centroids may be one beside others that are far.
    is_tied = squares[:, 1] - squares[:, 0] <= 1e-6 * squares.mean(axis=1)
    return None if is_tied.any() else model.predict(q)


def to_minimum(wide, signs, costs, point):
    """From a fit to the minimum of its loss, in 60 digits: LIBLINEAR stops early where the sizes of columns are far apart.

    With the rows that have a loss the minimum is that of ridge regression; at the end they stay the same.
    """
    wide, signs, costs, point = (decimals(each) for each in (wide, signs, costs, point))
    known = None
    for _ in range(30):
        lossy = (signs * (wide @ point) < 1) & (costs > 0)
        if known is not None and (lossy == known).all():
            return point
        rows, weights = wide[lossy], 2 * costs[lossy]
        normal = rows.T @ (weights[:, None] * rows) + decimals(np.eye(len(point)))
        known, point = lossy, solved(normal, rows.T @ (weights * signs[lossy]))
    return None


decimals = np.vectorize(lambda number: Decimal(float(number)), otypes=[object])


def solved(square, right):
    """Gauss's elimination for numbers of any kind."""
    rows = np.append(square, right[:, None], axis=1)
    for at in range(len(rows)):
        pivot = at + int(np.abs(rows[at:, at]).argmax())
        rows[[at, pivot]] = rows[[pivot, at]]
        rows[at] = rows[at] / rows[at, at]
        for other in range(len(rows)):
            if other != at:
                rows[other] = rows[other] - rows[other, at] * rows[at]
    return rows[:, -1]


def svm(params):
    params = numbered(params)

    def fitted(x, y, w, q):
        model = LinearSVC(**params, dual=False, tol=1e-12, max_iter=100_000).fit(x, y, sample_weight=w)
        classes = model.classes_
        weights = np.ones(len(y)) if w is None else w
        share = compute_class_weight(params["class_weight"], classes=classes, y=y, sample_weight=w)
        scores = []
        for own, line, intercept in zip(classes[-len(model.coef_):], model.coef_, model.intercept_):
            weighs = (y == own) | (len(classes) == 2)
            costs = params["C"] * weights * np.where(weighs, share[np.searchsorted(classes, y)], 1)
            wide, signs = np.append(x, np.ones((len(y), 1)), axis=1), np.where(y == own, 1, -1)
            point = to_minimum(wide, signs, costs, np.append(line, intercept))
            if point is None:
                return None
            scores.append((decimals(q) @ point[:-1] + point[-1]).astype(float))
        return softmax(np.stack([-scores[0], scores[0]] if len(scores) == 1 else scores, axis=1))

    return fitted


def hinge(params):
    params = numbered(params)

    def fitted(x, y, w, q):
        model = LinearSVC(**params, loss="hinge", tol=1e-10, max_iter=200_000, random_state=0).fit(x, y, sample_weight=w)
        scores = model.decision_function(q)
        is_minimum = np.max(model.n_iter_) < model.max_iter
        return softmax(scores if scores.ndim > 1 else np.stack([-scores, scores], axis=1)) if is_minimum else None

    return fitted


def knn(params):
    def fitted(x, y, w, q):
        k = params["n_neighbors"]
        model = KNeighborsClassifier(**params, algorithm="brute").fit(x, y)
        distances, rows = model.kneighbors(q, n_neighbors=min(len(y), k + 1))
        is_cosine = params["metric"] == "cosine"
        for row in distances:
            # Directions are float32 in Selvedge: one minus a cosine of less than 1e-6 is rounded.
            scale = 10 if is_cosine else max(row[-1], np.abs(x).max() * 1e-9)
            # A tie at the edge, or distances of rows that are equal but for rounding.
            if len(row) > k and row[k] - row[k - 1] <= 1e-7 * scale:
                return None
            if params["weights"] == "distance" and row[0] <= (1e-3 if is_cosine else 1e-6 * scale):
                return None
        return model.predict_proba(q)

    return fitted


def trees(make, signature):
    def fitted(x, y, w, q):
        seen = set()
        weights = np.ones(len(y)) if w is None else w
        for seed in range(8):
            # Equal cuts are chosen between by the seed, and within a column by rounding, which small changes show.
            near = weights * (1 + 1e-10 * np.random.default_rng(seed).normal(size=len(y))) if seed else w
            model = make(seed).fit(x, y, sample_weight=near)
            seen.add(signature(model))
        model = make(0).fit(x, y, sample_weight=w)
        return model.predict_proba(q) if len(seen) == 1 else None

    return fitted


def tree(params):
    make = lambda seed: DecisionTreeClassifier(**numbered(params), random_state=seed)
    return trees(make, lambda model: (tuple(model.tree_.feature), tuple(model.tree_.threshold)))


push = TreeGrower._compute_best_split_and_push


def push_beside_one_leaf(grower, node):
    """The first cut is measured against the best tree of one leaf, as XGBoost's and ours, where scikit-learn's is against 0."""
    if node is grower.root:
        node.value = -node.sum_gradients / (node.sum_hessians + grower.l2_regularization)
    push(grower, node)


TreeGrower._compute_best_split_and_push = push_beside_one_leaf


def boosting(params):
    fixed = {"min_samples_leaf": 1, "early_stopping": False, "max_bins": 255}

    def fitted(x, y, w, q):
        found = []
        for seed in range(12):
            # Equal cuts are made in the first column, and in the lowest number but for rounding: columns change places
            # and signs, and weights a little.
            rng = np.random.default_rng(seed)
            order, sign, near = np.arange(x.shape[1]), np.ones(x.shape[1]), w
            if seed:
                order, sign = rng.permutation(x.shape[1]), rng.choice([-1.0, 1.0], x.shape[1])
                near = (np.ones(len(y)) if w is None else w) * (1 + 1e-7 * rng.normal(size=len(y)))
            model = HistGradientBoostingClassifier(**numbered(params), **fixed, random_state=seed).fit((sign * x)[:, order], y, sample_weight=near)
            found.append(model.predict_proba((sign * q)[:, order]))
        return found[0] if max(abs(each - found[0]).max() for each in found) < 1e-5 else None

    return fitted


TWINS = {
    "dummy": lambda p: plain(DummyClassifier(**p)),
    "naive-bayes": lambda p: centred(plain(GaussianNB(**p))),
    "logistic": logistic,
    "svm": svm,
    "hinge": hinge,
    "lda": lda,
    "qda": lambda p: centred(plain(QuadraticDiscriminantAnalysis(**p))),
    "centroid": lambda p: centred(centroid),
    "knn": lambda p: knn(p) if p["metric"] == "cosine" else centred(knn(p)),
    "tree": tree,
    "boosting": boosting,
}


def answer(case):
    x, y, q = (np.array(case[name], dtype=float) for name in ("features", "labels", "queries"))
    y = y.astype(int)
    w = np.array(case["weights"]) if case.get("weights") else None
    try:
        found = TWINS[case["twin"]](case["params"])(x, y, w, q)
    except (ValueError, np.linalg.LinAlgError) as error:
        return {"refused": str(error)}
    if found is None or not np.isfinite(found).all():
        return None
    return np.asarray(found).tolist()


json.dump({"version": sklearn.__version__, "answers": [answer(case) for case in json.load(sys.stdin)]}, sys.stdout)

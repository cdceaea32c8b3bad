"""One measurement of a model of scikit-learn or LightGBM, as JSON: called by classical.ts."""
import argparse
import json
import os

from measured import report, timed

import numpy as np
from fashion_mnist import load
from sklearn.decomposition import PCA
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

options = argparse.ArgumentParser()
options.add_argument("--model", default="tree")
options.add_argument("--depth", type=int)
options.add_argument("--trees", type=int, default=100)
options.add_argument("--components", type=int, default=50)
options.add_argument("--train", type=int)
options.add_argument("--table", help="folder of a table of floats")
options = options.parse_args()


def read_table(folder):
    with open(folder + "/shape.json") as file:
        rows, columns = json.load(file)
    values = np.fromfile(folder + "/x.bin").reshape(rows, columns)
    labels = np.fromfile(folder + "/y.bin", np.uint8)
    first = rows - rows // 5
    return values[:first], labels[:first], values[first:], labels[first:]


def lightgbm(**more):
    from lightgbm import LGBMClassifier

    # The same rounds, leaves and bins as ours.
    return LGBMClassifier(
        n_estimators=options.trees, num_leaves=31, learning_rate=0.1, reg_lambda=1.0, min_child_samples=1,
        min_child_weight=1e-3, max_bin=255, n_jobs=os.cpu_count(), random_state=0, verbose=-1, **more
    )


x, y, xt, yt = read_table(options.table) if options.table else load()
x, y = x[: options.train], y[: options.train]
forest = {"n_estimators": options.trees, "max_depth": options.depth, "n_jobs": -1, "random_state": 0}
model = {
    "tree": lambda: DecisionTreeClassifier(max_depth=options.depth, random_state=0),
    "forest": lambda: RandomForestClassifier(**forest),
    "extra": lambda: ExtraTreesClassifier(**forest),
    "boosting": lambda: HistGradientBoostingClassifier(
        max_iter=options.trees, l2_regularization=1.0, min_samples_leaf=1, early_stopping=False, random_state=0
    ),
    "lightgbm": lightgbm,
    "lightgbm-quantised": lambda: lightgbm(use_quantized_grad=True),
    "logistic": lambda: LogisticRegression(max_iter=100),
    "knn": lambda: KNeighborsClassifier(7, algorithm="brute", n_jobs=-1),
    "pca": lambda: PCA(options.components, random_state=0),
}[options.model]()
_, fit = timed(lambda: model.fit(x, y))
package = "lightgbm" if options.model.startswith("lightgbm") else "scikit-learn"
if options.model == "pca":
    report(package, fit=fit)
else:
    shares, predict = timed(lambda: model.predict_proba(xt))
    loss = None if options.model == "knn" else float(log_loss(yt, shares))
    report(package, fit=fit, predict=predict, accuracy=float((shares.argmax(axis=1) == yt).mean()), loss=loss)

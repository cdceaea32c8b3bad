"""One measurement of scikit-learn's trees on Fashion-MNIST, as JSON: called by classical.mjs."""
import argparse
import json
import resource
import time

from fashion_mnist import load
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

options = argparse.ArgumentParser()
options.add_argument("--model", default="tree")
options.add_argument("--depth", type=int)
options.add_argument("--trees", type=int, default=100)
options.add_argument("--train", type=int, default=60000)
options = options.parse_args()
x, y, xt, yt = load()
x, y = x[: options.train], y[: options.train]
forest = {"n_estimators": options.trees, "max_depth": options.depth, "n_jobs": -1, "random_state": 0}
model = {
    "tree": lambda: DecisionTreeClassifier(max_depth=options.depth, random_state=0),
    "forest": lambda: RandomForestClassifier(**forest),
    "extra": lambda: ExtraTreesClassifier(**forest),
    "boosting": lambda: HistGradientBoostingClassifier(
        max_iter=options.trees, l2_regularization=1.0, min_samples_leaf=1, early_stopping=False, random_state=0
    ),
}[options.model]()
start = time.perf_counter()
model.fit(x, y)
seconds = time.perf_counter() - start
print(json.dumps({
    "seconds": seconds, "accuracy": model.score(xt, yt),
    "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))

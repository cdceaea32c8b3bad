"""One measurement of scikit-learn's brute-force KNeighborsClassifier, as JSON: called by classical.ts."""
import argparse
import base64

from measured import report, timed

import numpy as np
from fashion_mnist import load
from sklearn.neighbors import KNeighborsClassifier

options = argparse.ArgumentParser()
options.add_argument("--k", type=int, default=7)
options.add_argument("--metric", default="euclidean")
options.add_argument("--dtype", default="float32")
options.add_argument("--test", type=int, default=10000)
options = options.parse_args()
x, y, xt, yt = load()
x, xt, yt = x.astype(options.dtype), xt[: options.test].astype(options.dtype), yt[: options.test]
model = KNeighborsClassifier(options.k, metric=options.metric, algorithm="brute", n_jobs=-1)
predicted, times = timed(lambda: model.fit(x, y).predict(xt))
report(
    "scikit-learn", fit=times, accuracy=float((predicted == yt).mean()),
    predicted=base64.b64encode(predicted.astype(np.uint8).tobytes()).decode(),
)
